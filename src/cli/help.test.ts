import { describe, expect, it } from "vitest";
import { version } from "../shared/version.ts";
import { runProgram } from "./testing/program.ts";
import { runHere } from "./testing/run-here.ts";

describe("np6-events says on stdout, with exit code 0,", () => {
  it("its version", async () => {
    expect(await runProgram(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it.each<[string[], string[]]>([
    [
      [],
      [
        "pull",
        "follow",
        "sync",
        "status",
        "sandbox",
        "conform",
        "NP6_API_KEY",
        "NP6_BASE_URL",
        "130 interrupted",
      ],
    ],
    [["pull"], ["--start", "--end", "--sort", "--since", "--format", "--columns", "--out", "--api-key-file"]],
    [
      ["sync"],
      [
        ...["--database", "--notification", "--notifications", "--kinds", "--from", "--every", "--max-every"],
        ...["--lag", "--overlap", "--max-rps", "--concurrency", "--once", "--remove", "--listen"],
        ...["--api-key-file", "NP6_DATABASE_URL"],
      ],
    ],
    [["status"], ["--database", "--json", "NP6_DATABASE_URL"]],
    [["follow"], ["--checkpoint", "--out", "--from", "--every", "--lag", "--overlap", "--once"]],
    [
      ["sandbox"],
      [
        "--port",
        "--host",
        "--notifications",
        "--events",
        "--seed",
        "--accept-key",
        "--rate-limit",
        "emptyAnswer",
      ],
    ],
    [["conform"], ["--list-checks", "--baseline", "--api-key-file", "NP6_NOTIFICATION_ID"]],
  ])("the help of %j", async (command, parts) => {
    const { code, stdout, stderr } = await runHere([...command, "--help"], {});
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const part of [...parts, "\nExamples:\n"]) expect(stdout).toContain(part);
  });

  it.each([["help", "pull"], ["help", "follow"], ["help", "conform"], ["help"]])(
    "the same for %s %s",
    async (...command) => {
      expect(await runHere(command, {})).toEqual(await runHere([...command.slice(1), "--help"], {}));
      expect((await runHere(command, {})).code).toBe(0);
    },
  );

  it("the CSV columns of each kind", async () => {
    const { stdout } = await runProgram(["pull", "--help"]);
    for (const kind of ["activations", "executions", "cancellations"]) {
      expect(stdout).toMatch(
        new RegExp(`^ {2}${kind}: type, id, timestamp, published_at, identity\\.type, `, "m"),
      );
    }
    expect(stdout).toContain("source.detail.activation.receiver.value.unicity");
    expect(stdout).toContain("source.detail.cancellation.value.message");
  });
});
