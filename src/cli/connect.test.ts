import { describe, expect, it } from "vitest";
import { runProgram } from "./testing/program.ts";
import { runHere } from "./testing/run-here.ts";

const pull = ["pull", "activations", "156"];

describe("the API key", () => {
  it.each(["--key", "--api-key", "--apiKey=", "--x-key=", "-key", "--API_KEY="])(
    "is rejected as %s, with the reason, and not shown",
    async (flag) => {
      const args = flag.endsWith("=") ? [`${flag}top-secret`] : [flag, "top-secret"];
      const { code, stdout, stderr } = await runHere([...pull, ...args], {});
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(/process list and the shell's history show every argument/);
      expect(stderr).toMatch(/set NP6_API_KEY, or name a file that holds it with --api-key-file FILE/);
      expect(stderr).not.toContain("top-secret");
    },
  );

  it("is rejected in a process too", async () => {
    const { code, stderr } = await runProgram([...pull, "--api-key", "top-secret"]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^There is no --api-key: the process list/)]);
  });

  it("is named as missing, with how to set it", async () => {
    expect(await runHere(pull, {})).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "There is no API key: set NP6_API_KEY, or name a file that holds it with --api-key-file FILE.\n",
    });
  });

  it("is not shown when it is the value of an unknown flag", async () => {
    const { code, stderr } = await runHere([...pull, "--token=top-secret"], {});
    expect([code, stderr]).toEqual([2, "unknown option '--token'\n"]);
  });
});
