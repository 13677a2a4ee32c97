import { runCommand } from "../command-line.ts";
import { observeCommand } from "./command.ts";

process.exitCode = await runCommand(observeCommand);
