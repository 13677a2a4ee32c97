import { readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { testFolder } from "./testing/folder.ts";
import { envOf } from "./testing/program.ts";
import { runHere } from "./testing/run-here.ts";
import { setUpSync, syncFrom, syncOnce } from "./testing/sync-set-up.ts";

describe("sync ends with 2 and changes nothing after wrong usage:", () => {
  const here = ["--database", "FOLDER/events.db"];
  it.each<[string, string[], RegExp]>([
    ["no database", [], /Name a database with --database or NP6_DATABASE_URL/],
    [
      "a database of another scheme",
      ["--database", "mysql://h/d"],
      /sync cannot write into mysql:\. Name a file/,
    ],
    [
      "a password, whatever else is wrong",
      ["--notification", "x", "--database", "postgres://np6:top-secret@db/np6"],
      /^There is a password in --database: the process list .*\nInstead, put the address into NP6_DATABASE_URL/,
    ],
    [
      "a password in another place",
      ["--database=postgresql://db/np6?password=top-secret"],
      /^There is a password/,
    ],
    [
      "a file that is not a database",
      ["--database", "FOLDER/text", ...syncOnce],
      /text: it is not a SQLite database/,
    ],
    [
      "a folder that does not exist",
      ["--database", "FOLDER/no/events.db", ...syncOnce],
      /Check that its folder exists/,
    ],
    [
      "no streams at all",
      [...here],
      /events\.db has no streams to sync: name --notification or --notifications/,
    ],
    ["new streams without a beginning", [...here, "--notification", "7"], /say where to begin, with --from/],
    [
      "a beginning in the future",
      [...here, "--notification", "7", "--from", "2200-01-01T00:00:00Z"],
      /--from is in/,
    ],
    [
      "a beginning without a zone",
      [...here, "--notification", "7", "--from", "2026-01-01T00:00:00"],
      /^--from: "2026-01-01T00:00:00"/,
    ],
    ["invalid ids", [...here, "--notification", "a"], /"a" is neither an id nor a range/],
    ["an id too large", [...here, "--notification", "2147483648", "--from", syncFrom], /2147483648/],
    [
      "an id file that does not exist",
      [...here, "--notifications", "FOLDER/no"],
      /no cannot be read \(ENOENT\)/,
    ],
    [
      "a number of an id file that is too large",
      [...here, "--notifications", "FOLDER/large"],
      /large, line 2: 2147483648: an id is a whole number from 0 to 2147483647\.$/m,
    ],
    [
      "a line of an id file",
      [...here, "--notifications", "FOLDER/ids"],
      /ids, line 3: "x" is neither an id nor/,
    ],
    ["an unknown kind", [...here, "--kinds", "sends"], /"sends" is not a kind of events/],
    ["an invalid rate", [...here, "--max-rps", "fast"], /^--max-rps must be a number from 0\.001/],
    ["a time that no timer keeps", [...here, "--max-every", "60d"], /^--max-every must be a number from 0/],
    ["a fractional concurrency", [...here, "--concurrency", "1.5"], /^--concurrency must be a whole number/],
    [
      "an immense concurrency",
      [...here, "--concurrency", "1001"],
      /^--concurrency must be .* from 1 to 1000/,
    ],
    [
      "a --max-every below --every",
      [...here, "--every", "2h", "--max-every", "1h"],
      /^--max-every is less than --every/,
    ],
    [
      "a removal with other options",
      [...here, "--remove", "1", "--max-every", "1h"],
      /alone, not with --max-every/,
    ],
    [
      "a removal from a database that does not exist",
      [...here, "--remove", "1"],
      /events\.db: there is no such file/,
    ],
    ["an invalid address", [...here, ...syncOnce, "--listen", "http://x"], /--listen is \[HOST:\]PORT/],
    ["an invalid port", [...here, ...syncOnce, "--listen", "65536"], /--listen is \[HOST:\]PORT/],
    [
      "a port that is in use",
      [...here, ...syncOnce, "--listen", "PORT"],
      /cannot be listened on \(EADDRINUSE\)/,
    ],
  ])("%s", async (_what, args, message) => {
    const at = await testFolder();
    await writeFile(at("text"), "no database\n".repeat(100));
    await writeFile(at("ids"), "1\n2-3\nx\n");
    await writeFile(at("large"), "1\n2147483648\n");
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const filled = args.map((arg) => arg.replace("FOLDER", at()).replace("PORT", String(port)));
    const { code, stdout, stderr } = await runHere(["sync", ...filled], envOf({ url: "http://127.0.0.1:9" }));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.replaceAll(at(), "FOLDER")).toMatch(message);
    expect(stderr).not.toContain("top-secret");
    expect((await readdir(at())).sort()).toEqual(["ids", "large", "text"]);
  });

  it("a missing key", async () => {
    const at = await testFolder();
    const { code, stderr } = await runHere(["sync", "--database", at("events.db"), ...syncOnce], {});
    expect([code, stderr]).toEqual([2, expect.stringContaining("There is no API key")]);
    expect(await readdir(at())).toEqual([]);
  });

  it("a server that is not the one of its streams", async () => {
    const { sync, database, env } = await setUpSync({ events: 1 });
    await runHere([...sync, ...syncOnce], env);
    const before = await readFile(database);
    const { code, stderr } = await runHere([...sync, "--once"], {
      ...env,
      NP6_BASE_URL: "http://127.0.0.1:9",
    });
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("not from http://127.0.0.1:9. Use the same server"),
    ]);
    expect(await readFile(database)).toEqual(before);
  });

  it("a removal of unknown streams, which removes none of the named ones", async () => {
    const { sync, database, env, all } = await setUpSync({ events: 1 });
    await runHere([...sync, ...syncOnce], env);
    const { code, stderr } = await runHere(["sync", "--database", database, "--remove", "156,9"], {});
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("no streams of notification 9. Nothing was removed"),
    ]);
    expect(all("SELECT DISTINCT state FROM np6_streams")).toEqual([{ state: "active" }]);
  });
});
