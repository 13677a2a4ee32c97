import { fileURLToPath } from "node:url";
import { describeProofs, findProof } from "./list.ts";

const help = `Usage: npm run proof <name> [-- options of the proof]

Runs a proof: a program that attacks the rest of the project. None of them is part of the package.
npm run proof <name> -- --help shows the options of one. The times are those of two cores.

${describeProofs()}

Exit code: that of the proof, or 2 for an unknown name.`;

const [name, ...args] = process.argv.slice(2);
const proof = findProof(name ?? "");
if (name === undefined || name === "--help") console.log(help);
else if (proof === undefined) {
  console.error(`There is no proof "${name}".\n\n${help}`);
  process.exitCode = 2;
} else {
  // The proof runs in this process and reads its arguments as if it had been started directly.
  const program = new URL(proof.program, import.meta.url);
  process.argv = [process.execPath, fileURLToPath(program), ...args];
  await import(program.href);
}
