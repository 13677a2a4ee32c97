import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { serve } from "../../proofs/kit/loopback.ts";
import { temporaryFolder } from "../../proofs/kit/temporary-folder.ts";
import { startPrism } from "./mock.ts";

const { path: folder, remove } = temporaryFolder("prism");
afterAll(remove);

function write(name: string, document: unknown): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(document));
  return file;
}

const response = { description: "OK", content: { "application/json": { example: ["tea"] } } };
const tea = {
  openapi: "3.1.0",
  info: { title: "Tea", version: "1" },
  paths: { "/tea": { get: { responses: { "200": response } } } },
};
const document = write("openapi.json", tea);

/** Connects and says nothing: a request would be logged, and a log that nobody reads ends Prism, too. */
async function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

test("Prism responds once it has started, and no longer once it is closed, whatever characters its folder has", async () => {
  const prism = await startPrism({ document: write("a #b %41 ç?d/openapi.json", tea) });
  expect(await (await fetch(`${prism.url}/tea`)).json()).toEqual(["tea"]);
  await prism.close();
  expect(await isListening(prism.url)).toBe(false);
  await prism.close();
});

test("Prism ends with the process that started it, even when that one is killed", async () => {
  const program = `
    import { startPrism } from ${JSON.stringify(import.meta.resolve("./mock.ts"))};
    console.log((await startPrism({ document: ${JSON.stringify(document)} })).url);
  `;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [chunk] = await once(parent.stdout, "data");
  const url = String(chunk).trim();
  expect(await isListening(url)).toBe(true);
  parent.kill("SIGKILL");
  await expect.poll(() => isListening(url), { timeout: 10_000 }).toBe(false);
});

test("a missing document is rejected with what to do", async () => {
  await expect(startPrism({ document: "nowhere.json" })).rejects.toThrow(
    "nowhere.json is missing. Run `npm run generate`.",
  );
});

test("a port in use is rejected in one line", async () => {
  await using server = await serve(() => {});
  const { port } = server;
  await expect(startPrism({ document, port })).rejects.toThrow(
    `Port ${port} is in use. Choose another one, or 0 for any free one.`,
  );
});

test("the error shows Prism's last output, without its list of options", async () => {
  const broken = join(folder, "broken.json");
  writeFileSync(broken, "{");
  const error = await startPrism({ document: broken }).catch((reason: Error) => reason);
  expect(error).toHaveProperty("message", expect.stringMatching(/^Prism did not start:\n.*Error parsing/s));
  expect(error).toHaveProperty("message", expect.not.stringContaining("--multiprocess"));
});
