import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startSandbox } from "../sandbox/index.ts";
import { respond, startServer } from "../transport/testing/server.ts";
import { testFolder } from "./testing/folder.ts";
import { envOf, runProgram, runScript } from "./testing/program.ts";
import { runHere } from "./testing/run-here.ts";

const pull = ["pull", "activations", "156"];
const follow = ["follow", "activations", "156", "--checkpoint", "FOLDER/c", "--from", "2026-01-01T00:00:00Z"];

describe("wrong usage exits with 2 and a message, before any request and any file:", () => {
  it.each<[string, string[], RegExp]>([
    [
      "no command",
      [],
      /^Name a command: pull, follow, sync, status, sandbox or conform\. See np6-events --help\.$/m,
    ],
    ["an unknown command", ["pul"], /unknown command 'pul'\n\(Did you mean pull\?\)/],
    [
      "an unknown flag",
      [...pull, "--fromat", "csv"],
      /unknown option '--fromat'\n\(Did you mean --format\?\)/,
    ],
    ["a misspelt flag of another command", [...pull, "--chekpoint", "c"], /unknown option '--chekpoint'/],
    [
      "an unknown kind",
      ["pull", "activatons", "1"],
      /"activatons" is not a kind of events: .* Did you mean `activations`\?/,
    ],
    [
      "a kind in the singular",
      ["pull", "Execution", "1"],
      /the kinds are activations, .* Did you mean `executions`\?/,
    ],
    [
      "a kind of another resource",
      ["pull", "sends", "1"],
      /the kinds are activations, executions, cancellations/,
    ],
    [
      "no id",
      ["pull", "activations"],
      /^missing required argument 'id'\nUsage: np6-events pull \[options\] <kind> <id>\nFor examples .* np6-events pull --help\.$/m,
    ],
    [
      "an argument too many",
      ["status", "events.db"],
      /^too many arguments.*\nUsage: np6-events status \[options\]\n/,
    ],
    ["a day that does not exist", [...pull, "--start", "2026-02-30"], /^--start: .* does not exist/],
    [
      "both --since and --start",
      [...pull, "--start", "2026-01-01", "--since", "24h"],
      /^--since and --start both say where the window begins/,
    ],
    [
      "an unknown column",
      [...pull, "--format", "csv", "--columns", "id,publishd_at"],
      /^There is no column "publishd_at" for activations\. The columns are type, id, .*, raw\.$/m,
    ],
    ["columns of another format", [...pull, "--columns", "id"], /^--columns needs --format csv\.$/m],
    [
      "an id that is not a whole number",
      ["pull", "activations", "0x10"],
      /id of a notification must be a whole number, such as 156/,
    ],
    ["an id out of range", ["pull", "activations", "2147483648"], /2,?147,?483,?647/],
    ["a date without a zone", [...pull, "--start", "2026-01-01T00:00:00"], /^--start: .*zone/],
    ["epoch seconds", [...pull, "--start", "1767225600"], /milliseconds/],
    [
      "an inverted window",
      [...pull, "--start", "1767225600001", "--end", "1767225600000"],
      /^--start: .* is after --end: /,
    ],
    ["an unknown order", [...pull, "--sort", "up"], /^--sort: "up" is neither "asc" nor "desc"/m],
    ["an unknown format", [...pull, "--format", "xml"], /Allowed choices are ndjson, json, csv/],
    ["an --out that is a folder", [...pull, "--out", "FOLDER"], /is not a regular file/],
    ["an --out that is a device", [...pull, "--out", "/dev/null"], /\/dev\/null is not a regular file/],
    ["an --out that is stdout by convention", [...pull, "--out", "-"], /"-" does not stand for stdout here/],
    ["an --out in a folder of that name", [...pull, "--out", "FOLDER/new/"], /names a folder\. Name a file/],
    ["a checkpoint that is a folder", [...follow.slice(0, 4), "FOLDER"], /is a folder\. Name a file in it/],
    ["a checkpoint in no folder", [...follow.slice(0, 4), "FOLDER/no/c"], /its folder does not exist/],
    ["an --out in no folder", [...follow, "--out", "FOLDER/no/e"], /its folder does not exist/],
    ["help for an unknown command", ["help", "pul"], /unknown command 'pul'\n\(Did you mean pull\?\)/],
    [
      "a behaviour without anything",
      ["sandbox", "--behaviour"],
      /option '--behaviour <name=value>' argument/,
    ],
    ["an --out without a name", [...pull, "--out", ""], /name of a file is empty. Is a shell variable unset/],
    [
      "a --checkpoint without a name",
      ["follow", "activations", "1", "--checkpoint="],
      /name of a file is empty/,
    ],
    ["a key file without a name", [...pull, "--api-key-file="], /name of a file is empty/],
    ["an --out in no folder", [...pull, "--out", "FOLDER/no/file"], /its folder does not exist/],
    [
      "a missing key file",
      [...pull, "--api-key-file", "FOLDER/key"],
      /^The file of the API key cannot be read \(ENOENT\)/,
    ],
    [
      "an empty key file",
      [...pull, "--api-key-file", "FOLDER/empty"],
      /^The API key \(NP6_API_KEY or --api-key-file\) is missing/,
    ],
    [
      "following without a checkpoint",
      ["follow", "activations", "1"],
      /required option '--checkpoint <file>'/,
    ],
    ["following without a beginning", follow.slice(0, 5), /say where to begin, with --from/],
    [
      "following from a date without a zone",
      [...follow.slice(0, 6), "2026-01-01T00:00:00"],
      /^--from: "2026-01-01T00:00:00" is not an ISO 8601 date/,
    ],
    ["a duration that no timer keeps", [...follow, "--overlap", "60d"], /^--overlap must be a number from 0/],
    ["following from the future", [...follow.slice(0, 6), "2200-01-01T00:00:00Z"], /--from is in the future/],
    [
      "a duration without a unit",
      [...follow, "--every", "60"],
      /--every must be a duration with its unit, such as 500ms, 60s/,
    ],
    [
      "one file for --out and --checkpoint",
      [...follow, "--out", "FOLDER/../FOLDERNAME/c"],
      /--out and --checkpoint name the same file/,
    ],
    [
      "the temporary file of the checkpoint as --out",
      [...follow, "--out", "FOLDER/c.tmp"],
      /--out names the temporary file of the checkpoint\. Name another file/,
    ],
    [
      "a port that is not a number",
      ["sandbox", "--port", "http"],
      /^--port must be an integer from 0 to 65535/,
    ],
    ["a port that fetch blocks", ["sandbox", "--port", "6000"], /no client built on fetch reaches port 6000/],
    [
      "a host of another machine",
      ["sandbox", "--host", "192.0.2.1"],
      /192\.0\.2\.1: this machine has no such address/,
    ],
    ["invalid ids", ["sandbox", "--notifications", "1,x"], /"x" is neither an id nor a range of ids/],
    ["a range backwards", ["sandbox", "--notifications", "9-2"], /"9-2" is neither an id nor a range/],
    ["a huge range", ["sandbox", "--notifications", "1-2147483647"], /1-2147483647 has more than 100000 ids/],
    ["an id too large", ["sandbox", "--notifications", "2147483648"], /^2147483648: an id is a whole/],
    ["a rate without a time", ["sandbox", "--rate-limit", "2"], /such as 2\/1s or 100\/1m, not "2"/],
    [
      "a rate without a unit",
      ["sandbox", "--rate-limit", "2/1"],
      /The time of --rate-limit must be a duration with/,
    ],
    ["an unknown behaviour", ["sandbox", "--behaviour", "empty=204"], /The names are wrongKeyStatus, /],
    [
      "a behaviour without a value",
      ["sandbox", "--behaviour", "emptyAnswer"],
      /a name and a value, such as emptyAnswer=204/,
    ],
    [
      "a behaviour with an unknown value",
      ["sandbox", "--behaviour", "emptyAnswer=null"],
      /must be one of array, 204, empty-body, not "null"/,
    ],
    ["an unknown check", ["conform", "--checks", "sort"], /Unknown check: sort\. Valid ids:/],
    ["conform without a notification", ["conform"], /NP6_NOTIFICATION_ID must be set/],
  ])("%s", async (_what, args, message) => {
    const at = await testFolder();
    const server = await startServer();
    await writeFile(at("empty"), "\n");
    const name = basename(at());
    const filled = args.map((arg) => arg.replace("FOLDERNAME", name).replace("FOLDER", at()));
    const { code, stdout, stderr } = await runHere(filled, envOf(server));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.replaceAll(at(), "FOLDER")).toMatch(message);
    expect(stderr.split("\n").length).toBeLessThanOrEqual(4);
    expect([server.requests, await readdir(at())]).toEqual([[], ["empty"]]);
  });
});

it("a process with wrong arguments exits with 2 and says so on stderr", async () => {
  const env = envOf({ url: "http://127.0.0.1:9" });
  const [flag, kind] = await Promise.all([
    runProgram([...pull, "--ot", "file"], { env }),
    runProgram(["follow", "cancelations", "1", "--checkpoint", "c"], { env }),
  ]);
  expect(flag).toEqual({ code: 2, stdout: "", stderr: "unknown option '--ot'\n(Did you mean --out?)\n" });
  expect(kind).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringMatching(/Did you mean `cancellations`\?/),
  });
});

it("http to another host is rejected with a message that names the option, and the option works", async () => {
  const base = "http://host.docker.internal:1";
  const refused = await runHere([...pull], envOf({ url: base }));
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("NP6_ALLOW_INSECURE_HTTP=1") });
  expect(refused.stderr).not.toContain("allowInsecureHttp");
  const env = { ...envOf({ url: base }), NP6_ALLOW_INSECURE_HTTP: "1" };
  // A wrong order is found once the address was accepted.
  expect((await runHere([...pull, "--sort", "up"], env)).stderr).toMatch(/^--sort: "up"/);
});

it.runIf(process.platform === "linux")(
  "a process exits with 2 when its stdout is closed, and not when stdout is discarded",
  async () => {
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    const run = (redirection: string) => {
      const command = `exec "$0" "$1" pull activations 156 ${redirection}`;
      return runScript(command, envOf(sandbox));
    };
    expect(await run(">&-")).toMatchObject({ code: 2, stderr: expect.stringContaining("stdout is closed") });
    expect(await run("> /dev/null")).toEqual({ code: 0, stdout: "", stderr: "" });
  },
);

it.runIf(process.platform === "linux")(
  "a pull does not replace the file that its stdout goes to",
  async () => {
    const at = await testFolder();
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    const pullToStdout = `"$0" "$1" pull activations 156 --out /dev/stdout`;
    const { stderr } = await runScript(
      `{ echo before; ${pullToStdout}; echo $?; } > ${at("log")}`,
      envOf(sandbox),
    );
    expect(stderr).toMatch(/^\/dev\/stdout is the file that stdout or stderr goes to\. Leave --out out/);
    expect(await readFile(at("log"), "utf8")).toBe("before\n2\n");
  },
);

it("a 404 says what to check", async () => {
  const server = await startServer(respond(404));
  expect(await runHere(pull, envOf(server))).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /: 404 .*\nCheck the id of the notification, that it belongs to the account of the API key, and NP6_BASE_URL/,
    ),
  });
});
