import { inspect } from "node:util";
import { followEvents, memoryCheckpoint } from "../../src/follow/index.ts";
import { createNp6Client } from "../../src/index.ts";
import { eventValidator } from "../../src/validate/index.ts";

// A program that logs whatever it is given: every line of the logger, every event of the hooks, every error, the client
// itself, all to their last property. Events are what it is for, and it does not log them. Argument: an address.
const say = (...values: unknown[]): void => {
  for (const value of values) {
    const all = { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true, maxStringLength: null };
    process.stderr.write(`${inspect(value, all)}\n${String(value)}\n${toJson(value)}\n`);
  }
};
const toJson = (value: unknown): string => {
  try {
    return JSON.stringify(value);
  } catch (error) {
    return String(error);
  }
};

for (const validator of [undefined, eventValidator]) {
  const np6 = createNp6Client({
    apiKey: process.env["NP6_API_KEY"],
    baseUrl: process.argv[2],
    retry: { baseMs: 1, throttledBaseMs: 1 },
    logger: { debug: say, info: say, warn: say },
    onRequest: say,
    onResponse: say,
    onRetry: say,
    onUnknownEvent: say,
    validator,
  });
  say(np6, np6.raw);
  for (const kind of ["activations", "executions", "cancellations"] as const) {
    for (let turn = 0; turn < 4; turn++) {
      const query = np6[kind](156);
      say(query);
      await query.catch(say);
      try {
        for await (const _ of np6[kind](156));
        const checkpoint = memoryCheckpoint();
        const batches = followEvents(np6, {
          kind,
          id: 156,
          from: Date.UTC(2026, 0, 5),
          checkpoint,
          once: true,
        });
        for await (const batch of batches) await batch.commit();
        say(checkpoint, await checkpoint.load());
      } catch (error) {
        say(error);
      }
    }
  }
}
