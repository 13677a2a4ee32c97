import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import type { Act } from "./acts.ts";
import { canaries } from "./canaries.ts";
import { type Searched, search } from "./search.ts";

/** Runs a program, and searches what it writes and what the list of processes says about it. */
export async function runAct(
  { name, args, env, dataOnStdout = false, listens = false }: Act,
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
  const [stdout, stderr, listing, pages, [exitCode]] = await Promise.all([
    buffer(child.stdout as Readable),
    buffer(child.stderr as Readable),
    listed,
    listens ? visit(child) : [],
    once(child, "close"),
  ]);
  limit.abort();
  await deadline;
  if (exitCode === null) throw new Error(`${name} did not end within two minutes.`);
  return [
    search(`${name}: stdout`, stdout, dataOnStdout),
    search(`${name}: stderr`, stderr, false),
    search(`${name}: list of processes`, listing, false),
    ...pages.map(([path, body]) => search(`${name}: ${path}`, body, false)),
  ];
}

/** Reads the pages of a program that says where it listens, once it has sent a request, and ends it. */
async function visit(child: ChildProcess): Promise<[path: string, body: Buffer][]> {
  const url = await listeningAt(child);
  const pages: [path: string, body: Buffer][] = [];
  if (url === undefined) return pages;
  for (const path of ["/healthz", "/metrics", `/metrics?key=${encodeURIComponent(canaries.key)}`, "/other"]) {
    for (;;) {
      // A program that ended meanwhile has no pages.
      const body = await fetch(url + path).then(
        (response) => response.text(),
        () => undefined,
      );
      if (body === undefined) return pages;
      if (path === "/metrics" && !/^np6_requests_total [1-9]/m.test(body)) continue;
      pages.push([path, Buffer.from(body)]);
      break;
    }
  }
  child.kill("SIGTERM");
  return pages;
}

function listeningAt(child: ChildProcess): Promise<string | undefined> {
  let shown = "";
  return new Promise((resolve) => {
    child.stderr?.on("data", (bytes) => {
      shown += bytes;
      const [, url] = /^Listening on (\S+)$/m.exec(shown) ?? [];
      if (url !== undefined) resolve(url);
    });
    child.once("close", () => resolve(undefined));
  });
}
