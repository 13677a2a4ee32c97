import { appendFileSync } from "node:fs";
import type { Reply } from "../../src/sandbox/reply.ts";
import { standardStages } from "../../src/sandbox/stages.ts";
import { startSandboxWith } from "../../src/sandbox/start-sandbox.ts";
import { plannedEvents } from "./event-plan.ts";
import type { CrashServing } from "./server-process.ts";

// A process: the sandbox, with the events of a plan and bad manners. Argument: what it serves, as JSON. Prints its URL. It
// keeps nothing, so that it may be killed and started again.
const { port, notifications, log, retryAfter, ...plan }: CrashServing & { port: number } = JSON.parse(
  process.argv[2] ?? "",
);

const throttled: Record<string, string> = retryAfter === undefined ? {} : { "retry-after": `${retryAfter}` };

const sandbox = await startSandboxWith(
  { port, events: 0, notifications, pieceBytes: 4_096 },
  {
    ...standardStages,
    authorise(request, settings) {
      if (log !== undefined) appendFileSync(log, `${Date.now()}\n`);
      return standardStages.authorise(request, settings);
    },
    select: (_store, { start = plan.begin, end = Date.now(), ...stream }) => {
      const now = Date.now();
      // Nothing is listed before it was published.
      return plannedEvents(plan, start, Math.min(end, now + 1), stream)
        .filter(({ listedAt }) => listedAt <= now)
        .map(({ text }) => text);
    },
    finish(reply, _request, response) {
      // Of every two seconds, a fifth of one.
      if (Date.now() % 2_000 < 200) return { status: 429, headers: throttled, body: [] };
      const dice = Math.random();
      if (dice < 0.03) return { status: 503, headers: {}, body: [] };
      if (dice < 0.06) {
        response.destroy();
        return undefined;
      }
      return dice < 0.15 ? { ...reply, body: cutOff(reply.body) } : reply;
    },
  },
);
process.stdin.resume().once("end", () => process.exit());
process.stdout.write(`${sandbox.url}\n`);

/** Some of a body, and then a connection that breaks. */
async function* cutOff(body: Reply["body"]): AsyncGenerator<Uint8Array> {
  for await (const piece of body) {
    yield piece;
    if (Math.random() < 0.4) break;
  }
  throw new Error("cut off");
}
