import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { addParameterOptions, type TakenParameter } from "./parameter-options.ts";

const parameters: Readonly<Record<string, TakenParameter>> = {
  start: {
    kind: "instant",
    description: "Keeps later events: `timestamp >= start`.\nSee the `end`. It is the other.",
  },
  limit: { kind: "integer", description: "How many at most" },
  share: { kind: "number", description: "" },
  compact: { kind: "boolean", description: "Leaves details out." },
  size: { kind: "choice", values: ["small", 2], description: "Size of 1.5 or more." },
  max_age: { kind: "text", description: "Age." },
  format: { kind: "text", description: "Form." },
};

/** The parameters that a command line gives. */
function read(...args: string[]): unknown {
  const command = new Command().option("--format <format>");
  const readParameters = addParameterOptions(command, parameters, ["format"]);
  return readParameters(command.parse(args, { from: "user" }).opts());
}

describe("an option of a query parameter", () => {
  it.each<[string[], unknown]>([
    [[], {}],
    [["--start", "1767225600000"], { start: 1_767_225_600_000 }],
    [["--start", "2026-01-01T00:00:00Z"], { start: "2026-01-01T00:00:00Z" }],
    [["--start", "2026-11-01"], { start: "2026-11-01T00:00:00Z" }],
    [["--limit", "10", "--share", "-0.5"], { limit: 10, share: -0.5 }],
    [["--limit", "0x10"], { limit: "0x10" }],
    [["--limit", ""], { limit: "" }],
    [["--compact", "false"], { compact: false }],
    [["--compact", "no"], { compact: "no" }],
    [["--size", "small"], { size: "small" }],
    [["--size", "2"], { size: 2 }],
    [["--max_age", "7"], { max_age: "7" }],
    [["--format", "csv", "--query-format", "long"], { format: "long" }],
  ])("parses %j, and leaves invalid values to the client", (args, values) => {
    expect(read(...args)).toEqual(values);
  });

  it("is explained by the first sentence of the contract", () => {
    const command = new Command();
    addParameterOptions(command, parameters, []);
    expect(command.options.map(({ flags, description }) => `${flags}: ${description}`)).toEqual([
      "--start <instant>: Keeps later events: timestamp >= start (a date, which means midnight UTC; ISO 8601 with a zone; or epoch milliseconds)",
      "--limit <number>: How many at most",
      "--share <number>: ",
      "--compact <value>: Leaves details out (true or false)",
      "--size <value>: Size of 1.5 or more (small or 2)",
      "--max_age <text>: Age",
      "--format <text>: Form",
    ]);
  });
});
