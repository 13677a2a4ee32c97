import { consumer } from "./consumers.ts";

/** Reads one list, `read-list.ts <consumer> <address>`, and prints what it took as a line of JSON. */
const [name = "", base = ""] = process.argv.slice(2);
const consume = await consumer(name);

let events = 0;
let firstMs = Number.NaN;
const cpu = process.cpuUsage();
const start = performance.now();
try {
  await consume(base, (event) => {
    if (events++ === 0) firstMs = performance.now() - start;
    // Touched, as a user would; a parser that put it off would not get away with it.
    if (typeof event !== "object") throw new Error("This is no event.");
  });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const peakMb = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, peakMb, firstMs, events }));
} catch (error) {
  console.log(
    JSON.stringify({ failed: error instanceof Error ? error.message.slice(0, 80) : String(error) }),
  );
}
process.exit();
