import { expect, test } from "vitest";
import { eventsAt, exchangeOf, settings } from "../testing/fake-context.ts";
import type { Exchange } from "./exchange.ts";
import type { Probe } from "./probe.ts";
import type { Recorder } from "./recorder.ts";
import { requestBudget } from "./request-budget.ts";
import { sendProbes } from "./send-probes.ts";

const ascending: Probe = {
  id: "ascending",
  narrows: true,
  plan: ({ window }) => ({ request: { query: [] }, asked: { ...window, sort: "asc" } }),
};
const recordedOnly: Probe = { ...ascending, id: "no-window", recordedOnly: true };
const needed = new Set(["ascending", "no-window"]);

/** A recorder that has sent some requests before. */
function recorderOf(response: () => Partial<Exchange>, before = 0): Recorder {
  let requests = before;
  return {
    get requests() {
      return requests;
    },
    stopped: undefined,
    close: () => {},
    record: () => {
      requests++;
      return Promise.resolve(exchangeOf(response()));
    },
  };
}

test("a response that is too large narrows the window to its last part that fits, for the next endpoints too", async () => {
  let asked = 0;
  const recorder = recorderOf(() =>
    ++asked > 1
      ? {}
      : {
          failure: { kind: "too-large", message: "" },
          body: Buffer.from(JSON.stringify(eventsAt(1_000_000, 3_000_000, 5_000_000)).slice(0, -1)),
        },
  );
  const contexts = await sendProbes([ascending], settings, needed, recorder);
  // Half of the window was read; three quarters of that leave a margin.
  for (const { window } of contexts) expect(window).toEqual({ start: 6_000_000, end: 9_000_000 });
  expect(recorder.requests).toBe(contexts.length + 1);
});

test("a response that is too large and has no times halves the window, up to a limit", async () => {
  const recorder = recorderOf(() => ({ failure: { kind: "too-large", message: "" } }));
  const [first] = await sendProbes([ascending], settings, needed, recorder);
  expect(first?.window.start).toBe(9_000_000 - 8_000_000 / 2 ** 8);
  expect(first?.unmade("ascending")).toBe("response-too-large");
});

test("a probe that no check needs is skipped when the requests are used up, and not recorded", async () => {
  const recorder = recorderOf(() => ({}), requestBudget);
  const [first] = await sendProbes([recordedOnly], settings, needed, recorder);
  expect(first?.unmade("no-window")).toBe("request-budget");
  expect(recorder.requests).toBe(requestBudget);
});
