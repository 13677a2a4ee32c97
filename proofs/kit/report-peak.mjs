import { writeSync } from "node:fs";

// peak-memory.ts preloads it into the process that is measured.
process.on("exit", () => writeSync(3, String(process.resourceUsage().maxRSS)));
