import { startSandbox } from "../../src/sandbox/index.ts";
import { apiKey, beginReading } from "./workers/consumers.ts";

/** The sandbox in a process of its own, with as many events of each kind as the argument says. */
const sandbox = await startSandbox({
  events: Number(process.argv[2]),
  key: apiKey,
  // Any number of streams that have no events.
  behaviour: { unknownNotification: "empty" },
  from: beginReading,
  to: beginReading + 7 * 86_400_000,
});
process.send?.(sandbox.url);
process.on("message", () => process.send?.(process.resourceUsage().maxRSS / 1024));
process.on("disconnect", () => process.exit());
