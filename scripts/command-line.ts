import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { UsageError } from "../src/shared/usage-error.ts";

/** A command of the maintainer: what it reads from its arguments, and what it does with them. */
export interface Command<Options extends ParseArgsOptionsConfig> {
  /** What `--help` prints. */
  readonly help: string;
  /** As for `parseArgs` of Node; `--help` is added. */
  readonly options: Options;
  /** Whether it takes arguments beside its options. Default: no. */
  readonly allowPositionals?: boolean;
  /** Exit code for an error of `run` that is no {@link UsageError}. Default: 1. */
  readonly failureCode?: number | ((error: unknown) => number);
  /** Returns the exit code, 0 when it returns none. Throws {@link UsageError} for a bad value. */
  run(
    values: OptionValues<Options>,
    positionals: readonly string[],
  ): Promise<number> | Promise<void> | number | void;
}

type OptionValues<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options }>
>["values"];

/**
 * Runs a command.
 *
 * @param args Its arguments, without the names of Node and of the script.
 * @returns The exit code: 2 for arguments it does not take. The reason is one line on stderr.
 */
export async function runCommand<const Options extends ParseArgsOptionsConfig>(
  { help, options, allowPositionals = false, failureCode = 1, run }: Command<Options>,
  args: readonly string[] = process.argv.slice(2),
): Promise<number> {
  try {
    const { values, positionals } = readArguments(options, allowPositionals, args);
    if ("help" in values) {
      console.log(help);
      return 0;
    }
    return (await run(values as OptionValues<Options>, positionals)) ?? 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(error instanceof UsageError ? `${message} See --help.` : message);
    if (error instanceof UsageError) return 2;
    return typeof failureCode === "function" ? failureCode(error) : failureCode;
  }
}

function readArguments(options: ParseArgsOptionsConfig, allowPositionals: boolean, args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals,
      options: { ...options, help: { type: "boolean" } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
