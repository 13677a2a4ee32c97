import { runCommand } from "../command-line.ts";
import { evidenceCommand } from "./command.ts";

process.exitCode = await runCommand(evidenceCommand);
