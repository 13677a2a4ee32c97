import type { Command } from "commander";
import { UsageError } from "../shared/usage-error.ts";
import { aborted, type CliIo, ClosedPipe, writeText } from "./cli-io.ts";

/**
 * `np6-events conform`: tests a server of the user against the contract.
 *
 * @param end Takes the exit code, because the suite has exit codes of its own.
 */
export function addConformCommand(program: Command, io: CliIo, end: (exitCode: number) => void): void {
  program
    .command("conform")
    .summary("test a server against the contract")
    // The suite reads its own options, --help among them.
    .helpOption(false)
    .allowUnknownOption()
    .argument("[options...]")
    .action(async (args: readonly string[]) => {
      // Loaded late, because the suite with its copy of the contract is larger than everything else.
      const { runConformCommand } = await import("../../contract-tests/command.ts");
      const print = (text: string): Promise<void> =>
        writeText(io.stdout, text, io.signal).catch((error: unknown) => {
          // A CI job reads the exit code, and `conform | true` must not turn violations into a pass.
          if (error instanceof ClosedPipe || io.signal.aborted) return;
          // A full disk says nothing about the server, so it must not end with the code of a violation.
          throw new UsageError((error as Error).message);
        });
      end(await Promise.race([runConformCommand(args, { ...io, print }), aborted(io.signal)]));
    });
}
