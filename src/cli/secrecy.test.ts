import { readFile, writeFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { activation } from "../sandbox/testing/ask.ts";
import { keySent } from "../shared/testing/event-request.ts";
import { begin, hangUp, respond, silence, startServer } from "../transport/testing/server.ts";
import { testFolder } from "./testing/folder.ts";
import { start } from "./testing/program.ts";
import { runHere } from "./testing/run-here.ts";

const key = "a-secret/key+1";
const spellings = [key, encodeURIComponent(key), "secret"];
const pull = ["pull", "activations", "156"];

function expectNoKey(...texts: string[]): void {
  for (const text of texts) for (const spelling of spellings) expect(text).not.toContain(spelling);
}

it("the key of a file is sent, without the end of its line, and shown nowhere", async () => {
  const at = await testFolder();
  await writeFile(at("key"), `${key}\n`);
  const server = await startServer(respond(401, { "x-request-id": key }, `{"message":"${key}"}`));
  const { code, stdout, stderr } = await runHere([...pull, "--api-key-file", at("key")], {
    NP6_BASE_URL: server.url,
  });
  expect([code, stdout, keySent(server.requests[0]?.headers ?? {})]).toEqual([1, "", key]);
  expect(stderr).toMatch(/401/);
  expectNoKey(stderr);
});

it.each([
  ["hangs up", hangUp],
  ["echoes it in a broken body", begin([`[{"key":"${key}"},{"key":${key}`], (response) => response.end())],
  [
    "redirects with it",
    respond(302, { location: `https://elsewhere.example/?key=${encodeURIComponent(key)}` }),
  ],
])("the key of the environment is in no message when a server %s", async (_how, listener) => {
  const server = await startServer(listener);
  const { code, stderr } = await runHere(pull, { NP6_BASE_URL: server.url, NP6_API_KEY: key });
  expect(code).toBe(1);
  expectNoKey(stderr);
});

it("the key is not in a message about a file that is named like it", async () => {
  const { code, stderr } = await runHere([...pull, "--out", `nowhere/${key}`], { NP6_API_KEY: key });
  expect([code, stderr]).toEqual([2, "nowhere/[redacted] cannot be written: its folder does not exist.\n"]);
});

it("an address with a password is rejected without being quoted", async () => {
  const env = { NP6_API_KEY: key, NP6_BASE_URL: `https://me:${encodeURIComponent(key)}@api.example` };
  const { code, stderr } = await runHere(pull, env);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^NP6_BASE_URL must be an https URL/)]);
  expectNoKey(stderr);
});

it.skipIf(process.platform !== "linux")("the key is not in the list of processes", async () => {
  const server = await startServer(silence);
  const program = start(pull, { env: { NP6_BASE_URL: server.url, NP6_API_KEY: key } });
  await server.received(0);
  expectNoKey(await readFile(`/proc/${program.child.pid}/cmdline`, "utf8"));
});

it("neither the key nor an address is in a checkpoint", async () => {
  const at = await testFolder();
  const server = await startServer(
    begin([`[${JSON.stringify(activation("one", Date.now() - 3_600_000))}]`], (response) => response.end()),
    respond(200, {}, "[]"),
  );
  const follow = ["follow", "activations", "156", "--once", "--checkpoint", at("checkpoint")];
  const from = ["--from", String(Date.now() - 3_700_000), "--every", "1h", "--overlap", "2h"];
  const { code } = await runHere([...follow, ...from], { NP6_BASE_URL: server.url, NP6_API_KEY: key });
  expect(code).toBe(0);
  const text = await readFile(at("checkpoint"), "utf8");
  expect(text).toMatch(/"seen":\{"\d+":/);
  expectNoKey(text);
  expect(text).not.toContain("@");
});
