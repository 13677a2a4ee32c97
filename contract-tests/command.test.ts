import { expect, test } from "vitest";
import { type ConformIo, runConformCommand } from "./command.ts";
import { startSandboxTarget } from "./targets/sandbox.ts";

/** Runs the command and returns what it printed. */
async function printedBy(
  args: readonly string[],
  startMock?: typeof startSandboxTarget,
): Promise<{ code: number; text: string }> {
  let text = "";
  const print: ConformIo["print"] = async (more) => {
    text += more;
  };
  const { stdout, stderr } = process;
  const code = await runConformCommand(args, { env: {}, stdout, stderr, print }, startMock);
  return { code, text };
}

test("every command prints the same help and the same list of checks", async () => {
  for (const option of ["--help", "--list-checks"]) {
    const packaged = await printedBy([option]);
    expect(packaged.code).toBe(0);
    expect(packaged.text.length).toBeGreaterThan(1_000);
    expect(await printedBy([option], startSandboxTarget)).toEqual(packaged);
  }
});

test("the mock is a target only where Prism is", async () => {
  await expect(printedBy(["--target", "mock"])).rejects.toThrow("--target must be one of live, sandbox.");
});

test("a key file that cannot be read is rejected before anything is sent", async () => {
  await expect(printedBy(["--api-key-file", "no/such/file"])).rejects.toThrow(
    "The file of the API key cannot be read (ENOENT).",
  );
});
