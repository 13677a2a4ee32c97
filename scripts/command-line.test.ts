import { beforeEach, expect, type MockInstance, test, vi } from "vitest";
import { UsageError } from "../src/shared/usage-error.ts";
import { type Command, runCommand } from "./command-line.ts";

let log: MockInstance;
let error: MockInstance;
beforeEach(() => {
  log = vi.spyOn(console, "log").mockReturnValue();
  error = vi.spyOn(console, "error").mockReturnValue();
});

const options = { size: { type: "string", default: "10" }, quiet: { type: "boolean" } } as const;
const command: Command<typeof options> = {
  help: "Usage: try",
  options,
  run({ size, quiet }) {
    if (size === "x") throw new UsageError("--size is a number.");
    if (size === "y") throw new Error("The disk is full.");
    return quiet ? Number(size) : undefined;
  },
};

test("a command gets its options with their defaults and gives the exit code", async () => {
  expect(await runCommand(command, ["--quiet"])).toBe(10);
  expect(await runCommand(command, ["--quiet", "--size", "3"])).toBe(3);
  expect(await runCommand(command, [])).toBe(0);
});

test("--help prints the help and runs nothing", async () => {
  expect(await runCommand(command, ["--help", "--size=y"])).toBe(0);
  expect(log).toHaveBeenCalledWith("Usage: try");
});

test.each([
  ["an unknown option", ["--bogus"], "--bogus"],
  ["an argument where none is taken", ["file"], "file"],
  ["a bad value", ["--size=x"], "--size is a number. See --help."],
])("%s ends with code 2 and one line", async (_, args, words) => {
  expect(await runCommand(command, args)).toBe(2);
  expect(error).toHaveBeenCalledOnce();
  expect(error).toHaveBeenCalledWith(expect.stringContaining(words));
  expect(error).toHaveBeenCalledWith(expect.stringMatching(/ See --help\.$/));
});

test("a failure ends with its message and the code of the command", async () => {
  expect(await runCommand(command, ["--size=y"])).toBe(1);
  expect(await runCommand({ ...command, failureCode: 2 }, ["--size=y"])).toBe(2);
  expect(await runCommand({ ...command, failureCode: () => 3 }, ["--size=y"])).toBe(3);
  expect(error).toHaveBeenCalledWith("The disk is full.");
});

test("arguments beside the options are passed on where the command takes them", async () => {
  const run = vi.fn();
  await runCommand({ ...command, allowPositionals: true, run }, ["a", "--quiet", "b"]);
  expect(run).toHaveBeenCalledWith({ quiet: true, size: "10" }, ["a", "b"]);
});
