import { describe, expect, it } from "vitest";
import { type Checkpoint, memoryCheckpoint } from "./checkpoint.ts";
import { listed } from "./testing/fake-server.ts";
import { caught, setUp } from "./testing/set-up.ts";

describe("leaving the loop", () => {
  it.each(["leaves by break", "throws"])(
    "closes the query, and the checkpoint once, if it %s",
    async (how) => {
      const { server, follow } = setUp(1_030, { batchEvents: 1 });
      server.add(listed(1, 1), listed(2, 2));
      let closed = 0;
      const checkpoint = { ...memoryCheckpoint(), close: async () => void closed++ };
      const error = new Error("out of the loop");
      const leave = async () => {
        for await (const _batch of follow({ checkpoint })) {
          expect([server.open.size, closed]).toEqual([1, 0]);
          if (how === "throws") throw error;
          break;
        }
      };
      expect(await caught(leave())).toBe(how === "throws" ? error : "nothing was thrown");
      expect([server.open.size, closed]).toEqual([0, 1]);
    },
  );

  it("waits for a commit that is under way before it gives the checkpoint back", async () => {
    const { server, follow } = setUp(1_030);
    server.add(listed(1, 1));
    const log: string[] = [];
    const inner = memoryCheckpoint();
    const checkpoint: Checkpoint = {
      load: inner.load,
      async save(state, expected) {
        await new Promise(setImmediate);
        log.push("saved");
        return inner.save(state, expected);
      },
      close: async () => void log.push("closed"),
    };
    for await (const batch of follow({ checkpoint })) {
      void batch.commit();
      break;
    }
    expect(log).toEqual(["saved", "saved", "closed"]);
  });
});
