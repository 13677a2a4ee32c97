import { writeSync } from "node:fs";

// Preloaded into the process that is measured: tells the parent on the fourth stream, in kilobytes, the most memory that
// it ever held.
process.on("exit", () => writeSync(3, String(process.resourceUsage().maxRSS)));
