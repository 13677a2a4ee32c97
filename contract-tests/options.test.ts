import { expect, test } from "vitest";
import { UsageError } from "../src/shared/usage-error.ts";
import { checks } from "./checks/index.ts";
import { readOptions } from "./options.ts";

const read = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
  readOptions(args, env, ["sandbox", "live"]);

test("without options every check runs, leniently, with a timeout of ten seconds", () => {
  expect(read()).toMatchObject({
    settings: { timeoutMs: 10_000, strict: false, requireExercised: false, checks: undefined },
    reportDirectory: "reports/sandbox",
    listChecks: false,
    help: false,
  });
});

test("the first target is the default, and --target names another", () => {
  expect(read()).toMatchObject({ target: "sandbox", reportDirectory: "reports/sandbox" });
  expect(read(["--target", "sandbox", "--target", "live"])).toMatchObject({
    target: "live",
    reportDirectory: "reports/live",
  });
  expect(() => read(["--target", "mock"])).toThrow("--target must be one of sandbox, live.");
});

test("the environment changes the timeout, strictness and the report folder", () => {
  const env = {
    NP6_TIMEOUT: "0.5",
    NP6_STRICT: "1",
    NP6_REQUIRE_EXERCISED: "1",
    NP6_REPORT_DIR: "elsewhere",
  };
  expect(read([], env)).toMatchObject({
    settings: { timeoutMs: 500, strict: true, requireExercised: true },
    reportDirectory: "elsewhere",
  });
});

test("0 and an empty value leave strictness off", () => {
  expect(read([], { NP6_STRICT: "0", NP6_REQUIRE_EXERCISED: "" }).settings).toMatchObject({
    strict: false,
    requireExercised: false,
  });
});

test.each(["NP6_STRICT", "NP6_REQUIRE_EXERCISED"])("%s accepts only 1 and 0", (name) => {
  for (const value of ["true", "yes", " 1", "2"])
    expect(() => read([], { [name]: value })).toThrow(`${name} must be 1, 0 or unset.`);
});

test.each(["0", "-1", "ten", " ", "Infinity", "1s", "0x10", "301"])(
  "a timeout of %j is rejected",
  (value) => {
    expect(() => read([], { NP6_TIMEOUT: value })).toThrow(UsageError);
  },
);

test("an option whose value is empty is rejected, because a shell variable may be unset", () => {
  for (const option of [
    "url",
    "notification",
    "window",
    "api-key-file",
    "checks",
    "baseline",
    "record",
    "target",
  ])
    expect(() => read([`--${option}`, ""])).toThrow(`--${option} is empty. Is a shell variable unset?`);
});

test("checks are chosen, excluded, or both", () => {
  expect(read(["--checks", "sort-asc, sort-desc"]).settings.checks).toEqual(
    new Set(["sort-asc", "sort-desc"]),
  );
  const rest = read(["--exclude-checks", "sort-asc"]).settings.checks;
  expect(rest?.size).toBe(checks.length - 1);
  expect(rest?.has("sort-asc")).toBe(false);
  const both = read(["--checks", "sort-asc,sort-desc", "--exclude-checks", "sort-asc"]).settings.checks;
  expect(both).toEqual(new Set(["sort-desc"]));
});

test.each(["--checks", "--exclude-checks"])(
  "an unknown check after %s is rejected with the list of valid ones",
  (option) => {
    expect(() => read([option, "sort-asc,sort-sideways"])).toThrow(/sort-sideways.*window-start/s);
  },
);

test("a selection without any check is rejected", () => {
  expect(() => read(["--checks", "sort-asc", "--exclude-checks", "sort-asc"])).toThrow(/No check is left/);
});

test.each([["--chekcs", "a"], ["--checks"], ["stray"]])("the arguments %j are rejected", (...args) => {
  expect(() => read(args.flat())).toThrow(/--help/);
});

test("options for the list and the help are read", () => {
  expect(read(["--list-checks", "--help"])).toMatchObject({ listChecks: true, help: true });
});

test("the server of a live run may be given on the command line, and makes the run a live one", () => {
  const args = ["--url", "http://127.0.0.1:1", "--notification", "156", "--window", "a/b", "--strict"];
  expect(read(args)).toMatchObject({
    target: "live",
    settings: { strict: true },
    server: { NP6_BASE_URL: "http://127.0.0.1:1", NP6_NOTIFICATION_ID: "156", NP6_WINDOW: "a/b" },
  });
  expect(read(["--strict"])).toMatchObject({ target: "sandbox", server: {} });
  for (const other of [
    ["--target", "sandbox"],
    ["--replay", "somewhere"],
  ])
    expect(() => read([...args, ...other])).toThrow(/^--url is for a live run\./);
  expect(() => read(["--target", "sandbox", "--api-key-file", "key"])).toThrow(
    /^--api-key-file is for a live run\./,
  );
});
