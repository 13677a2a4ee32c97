import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import type { Act } from "./acts.ts";
import { type CanaryName, canaries, found } from "./canaries.ts";

/** Bytes that were searched, and what was found in them that must not be there. */
export interface Searched {
  readonly where: string;
  readonly bytes: number;
  readonly leaks: readonly CanaryName[];
  /** Whether the canary address is in it, allowed or not: if it is nowhere, it was not planted. */
  readonly hasAddress: boolean;
}

const everything = ["key", "address", "hash"] as const;

/** Searches bytes; events alone may hold an address. */
export function search(where: string, bytes: Uint8Array, isData: boolean): Searched {
  return {
    where,
    bytes: bytes.length,
    leaks: found(bytes, isData ? ["key"] : everything),
    hasAddress: found(bytes, ["address"]).length > 0,
  };
}

/** Runs a program, and searches what it writes and what the list of processes says about it. */
export async function runAct(
  { name, args, env, dataOnStdout = false }: Act,
  url: string,
): Promise<Searched[]> {
  const child = spawn(process.execPath, args, {
    env: {
      ...process.env,
      NODE_NO_WARNINGS: "1",
      // The platform's own logging, save of sockets, which prints every header.
      NODE_DEBUG: "fetch,undici",
      NP6_API_KEY: canaries.key,
      NP6_BASE_URL: url,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const limit = new AbortController();
  const deadline = setTimeout(120_000, undefined, limit).then(
    () => child.kill("SIGKILL"),
    () => {},
  );
  const listed = readFile(`/proc/${child.pid}/cmdline`).catch(() => Buffer.alloc(0));
  const [stdout, stderr, listing, [exitCode]] = await Promise.all([
    buffer(child.stdout as Readable),
    buffer(child.stderr as Readable),
    listed,
    once(child, "close"),
  ]);
  limit.abort();
  await deadline;
  if (exitCode === null) throw new Error(`${name} did not end within two minutes.`);
  return [
    search(`${name}: stdout`, stdout, dataOnStdout),
    search(`${name}: stderr`, stderr, false),
    search(`${name}: list of processes`, listing, false),
  ];
}
