import { runCommand } from "../command-line.ts";
import { printEvidence } from "./print-evidence.ts";

const help = `Usage: npm run evidence [-- --reports DIR]

Prints how much of the contract is known how, and what the last runs of the suite say of each node.

  --reports DIR   where the suite wrote its reports (default reports)
  --help          show this

Exit code: 0 contract and suite meet; 1 an assumption that no check would refute, or a check that points at no node;
2 wrong usage or an unreadable report.`;

process.exitCode = await runCommand({
  help,
  options: { reports: { type: "string", default: "reports" } },
  failureCode: 2,
  run: ({ reports }) => printEvidence(reports),
});
