// What every runtime must be able to do, against a sandbox. Plain JavaScript that browsers run, too.
import { createNp6Client, Np6ConfigError, Np6HttpError } from "np6-notification-events";
import { followEvents } from "np6-notification-events/follow";

/** Each resolves if it holds, and throws if not. `place`: {url, throttledUrl, key, events, checkpoint}. */
export const scenarios = {
  async stream(place) {
    let count = 0;
    for await (const event of client(place).activations(156)) count += event.type === "activation" ? 1 : 0;
    expect(count, place.events);
    count = 0;
    for await (const batch of client(place).activations(156).batches()) count += batch.length;
    expect(count, place.events);
  },

  async array(place) {
    const { data, response, requestId } = await client(place)
      .executions(156, { sort: "desc" })
      .withResponse();
    expect(data.length, place.events);
    expect(
      data.every(({ timestamp }, index) => index === 0 || timestamp <= data[index - 1].timestamp),
      true,
    );
    expect([response.status, typeof requestId], [200, "string"]);
  },

  async error(place) {
    const rejected = await rejection(client({ ...place, key: "wrong-key" }).activations(156));
    expect(rejected instanceof Np6HttpError, true);
    expect(
      [rejected.status, rejected.name, String(rejected.stack).includes("wrong-key")],
      [401, "Np6HttpError", false],
    );
    const bad = await rejection((async () => client(place).activations(-1))());
    expect(bad instanceof Np6ConfigError, true);
  },

  async abort(place) {
    const controller = new AbortController();
    const reason = new Error("enough");
    let count = 0;
    const stream = async () => {
      for await (const _ of client(place).activations(156, { signal: controller.signal })) {
        count += 1;
        controller.abort(reason);
      }
    };
    expect((await rejection(stream())) === reason, true);
    expect(count, 1);
    expect(
      (await rejection(client(place).activations(156, { signal: AbortSignal.abort(reason) }))) === reason,
      true,
    );
  },

  // The throttled sandbox answers one request a second: of two at once, one is rejected and sent again.
  async retry(place) {
    const reasons = [];
    const np6 = client(
      { ...place, url: place.throttledUrl },
      { onRetry: ({ reason }) => reasons.push(reason) },
    );
    const responses = await Promise.all([np6.cancellations(156), np6.cancellations(156)]);
    expect(
      responses.map(({ length }) => length),
      [place.events, place.events],
    );
    expect(/429/.test(reasons[0]), true);
  },

  async follow(place) {
    const { checkpoint } = place;
    const from = Date.now() - 30 * 24 * 60 * 60 * 1000;
    const read = async () => {
      let count = 0;
      const options = { kind: "executions", id: 156, from, checkpoint, once: true };
      for await (const batch of followEvents(client(place), options)) {
        count += batch.events.length;
        await batch.commit();
      }
      return count;
    };
    expect([await read(), await read()], [place.events, 0]);
  },
};

/** Runs them all, one after the other: what failed by name, `undefined` for what did not. */
export async function runScenarios(place) {
  const failures = {};
  for (const [name, scenario] of Object.entries(scenarios)) {
    failures[name] = await scenario(place).then(
      () => null,
      (error) => String(error?.stack ?? error),
    );
  }
  return failures;
}

function client({ url, key }, options = {}) {
  return createNp6Client({ apiKey: key, baseUrl: url, dangerouslyAllowBrowser: true, ...options });
}

async function rejection(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("It did not fail.");
}

function expect(actual, expected) {
  const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (one !== other) throw new Error(`${one} instead of ${other}`);
}
