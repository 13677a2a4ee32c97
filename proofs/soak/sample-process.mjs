import { readdirSync, writeSync } from "node:fs";

// Preloaded into the process that is watched, with --expose-gc: tells the parent on the fourth stream, once a second,
// what it holds. What the garbage collector would take is no part of it.
setInterval(() => {
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  // The folder itself is open while it is read.
  const descriptors = readdirSync("/proc/self/fd").length - 1;
  writeSync(3, `${JSON.stringify({ heapUsed, rss, descriptors })}\n`);
}, 1_000).unref();
