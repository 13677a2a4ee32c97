import type { Command } from "commander";
import { readApiKey } from "./api-key.ts";
import type { CliIo } from "./cli-io.ts";
import type { ConnectOptions } from "./connect.ts";

/**
 * `np6-events conform`: the conformance suite against a server of the user's.
 *
 * @param end Gets the exit code, for the suite has one of its own.
 */
export function addConformCommand(program: Command, io: CliIo, end: (exitCode: number) => void): void {
  program
    .command("conform")
    .summary("hold a server to the contract")
    .option("--api-key-file <file>")
    // The suite reads its own options, --help among them.
    .helpOption(false)
    .allowUnknownOption()
    .argument("[options...]")
    .action(async (args: readonly string[], { apiKeyFile }: ConnectOptions) => {
      // Loaded here, for the suite with its copy of the contract is larger than everything else.
      const { conform } = await import("./run-conform.ts");
      const key = apiKeyFile === undefined ? {} : { NP6_API_KEY: await readApiKey(io.env, apiKeyFile) };
      end(await conform(args, { ...io, env: { ...io.env, ...key } }));
    });
}
