import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { plainFolder } from "../../src/shared/plain-folder.ts";
import type { Target } from "./target.ts";

/** Starts Prism on a free port with the examples of the generated contract. */
export async function startMock(): Promise<Target> {
  const prism = await startPrism({
    document: fileURLToPath(new URL("../../generated/openapi.json", import.meta.url)),
  });
  return {
    name: "mock",
    settings: {
      baseUrl: prism.url,
      apiKey: "mock-key",
      notificationId: 156,
      window: { start: Date.UTC(2021, 1, 23), end: Date.UTC(2021, 1, 24) },
      stateful: false,
      examplesOnRequest: true,
      probes: true,
      maxRps: Number.POSITIVE_INFINITY,
    },
    close: prism.close,
  };
}

/** How to start Prism. */
export interface PrismOptions {
  /** Path of the OpenAPI document to serve. */
  readonly document: string;
  /** Port to listen on; 0, the default, takes a free one. */
  readonly port?: number | undefined;
}

/** A running mock server. */
export interface Prism {
  /** Where it listens, such as `http://127.0.0.1:41287`. */
  readonly url: string;
  /** Ends the server's process. */
  close(): Promise<void>;
}

/**
 * Serves the examples of an OpenAPI document on loopback with Prism, and waits until it responds.
 *
 * It ends with {@link Prism.close}, and with this process in whatever way that ends.
 *
 * @throws Error in words for the user: the document is missing, the port is in use, or what Prism said before it ended.
 */
export async function startPrism({ document, port = 0 }: PrismOptions): Promise<Prism> {
  if (!existsSync(document)) throw new Error(`${document} is missing. Run \`npm run generate\`.`);
  const folder = await plainFolder(dirname(document));
  const child = spawnPrism(join(folder.path, basename(document)), port);
  // Not before: Prism watches the document, and starts anew when it goes.
  child.once("close", () => folder[Symbol.asyncDispose]());
  const url = await untilListening(child, port);
  return {
    url,
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}

function spawnPrism(document: string, port: number): ChildProcess {
  // Not import.meta.resolve, which vitest does not have where it runs a global set-up.
  const bin = createRequire(import.meta.url).resolve("@stoplight/prism-cli/dist/index.js");
  // The channel to this process closes when this process ends, even when it is killed and can clean up nothing.
  const endWithParent = "data:text/javascript,process.once('disconnect', () => process.exit())";
  const args = ["--import", endWithParent, bin, "mock", "-h", "127.0.0.1", "-p", String(port), document];
  // `-m`, and NODE_ENV=production, which implies it, crash this version of Prism on start.
  const { NODE_ENV: _, FORCE_COLOR: __, ...env } = process.env;
  return spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...env, NO_COLOR: "1" },
  });
}

function untilListening(child: ChildProcess, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = "";
    let complaint = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      log += chunk;
      const url = /listening on (http:\/\/\S+)/.exec(log)?.[1];
      if (url === undefined) return;
      // From here on its log, a line for each request, is read and dropped: an unread pipe would fill up and stop it.
      child.stdout?.removeAllListeners("data").resume();
      resolve(url);
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      complaint += chunk;
    });
    child.once("error", reject);
    // "close", not "exit": only then has all that it said been read.
    child.once("close", () => {
      if (complaint.includes("EADDRINUSE")) {
        reject(new Error(`Port ${port} is in use. Choose another one, or 0 for any free one.`));
      }
      // Prism explains its options first, then an empty line, then the cause.
      reject(new Error(`Prism did not start:\n${log.trim()}\n${complaint.split("\n\n").at(-1)?.trim()}`));
    });
  });
}
