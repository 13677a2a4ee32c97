import { parseArgs } from "node:util";
import { type FollowerKind, followerKinds } from "./crash-test/follower.ts";
import { type CrashResult, runCrashes } from "./crash-test/run-crashes.ts";

const help = `Usage: npm run test:crash [-- options]

Kills followers with SIGKILL at random moments, against a server that lists events late and many at the same millisecond,
answers 429 in bursts, breaks connections and is killed itself. In the end, what was written must be the server's events,
each once.

Options:
  --only KIND   library: a program that uses followEvents; out: np6-events follow --out (default: both)
  --kills N     how many followers are killed (default: 200 of library, 100 of out)
  --seed N      of the events; the moments are random (default: 1)
  --help        show this

Exit code: 0 all is well, 1 an event was lost, repeated or torn, 2 wrong usage.`;

const defaultKills: Record<FollowerKind, number> = { library: 200, out: 100 };

async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: "string" },
      kills: { type: "string" },
      seed: { type: "string", default: "1" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  ...
}
