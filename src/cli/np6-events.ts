#!/usr/bin/env node
import { keepHeapSmall, sizeHeapForSync } from "./heap.ts";
import { runCli } from "./run-cli.ts";

const args = process.argv.slice(2);
if (args[0] === "sync") sizeHeapForSync();
else keepHeapSmall();

// A dumb terminal cannot redraw a line: it gets what a pipe gets.
if (process.env["TERM"] === "dumb") {
  for (const stream of [process.stdout, process.stderr])
    Object.defineProperty(stream, "isTTY", { value: false });
}

const interruption = new AbortController();
// Once, so that a second signal kills the process, whatever it waits for.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => interruption.abort(new Error("Interrupted.")));
// The code that writes gets the failure too. Without a listener it would end the process with a stack trace.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

const { stdout, stderr, env } = process;
const exitCode = await runCli(args, { stdout, stderr, env, signal: interruption.signal });
// A reader that does not read would keep the process alive.
process.exit(exitCode);
