import { UsageError } from "../../src/shared/usage-error.ts";
import { runCommand } from "../command-line.ts";
import { readAll, runObserve } from "./observe.ts";
import { readLive } from "./read-files.ts";

const help = `Usage: npm run observe -- [--patch FILE] FILE|FOLDER ...
       npm run observe -- [--patch FILE] --live

Learns from recorded answers what the contract does not say yet, and proposes the change to spec/. A file is one JSON array
of events, or one event a line, or a recording of the suite (npm run contract:live -- --record DIR). Counts and shapes
are shown and kept, values never.

  --live         read the notification and the window of the suite's settings instead (NP6_API_KEY and so on)
  --patch FILE   write the proposal there, for git apply or patch -p1; else it is printed last
  --help         show this

Exit code: 0 done, 1 the API or the transport failed, 2 wrong usage or an unreadable file.`;

process.exitCode = await runCommand({
  help,
  options: { live: { type: "boolean", default: false }, patch: { type: "string" } },
  allowPositionals: true,
  failureCode: (error) =>
    error instanceof Error && "code" in error && String(error.code).startsWith("NP6_") ? 1 : 2,
  run({ live, patch }, files) {
    if (live === files.length > 0) throw new UsageError("Name recorded answers, or --live.");
    return runObserve(live ? readLive(process.env) : readAll(files), patch);
  },
});
