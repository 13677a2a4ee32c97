import { runCommand } from "../command-line.ts";
import { fingerprintFile, printEvidence } from "./print-evidence.ts";

const help = `Usage: npm run evidence [-- --reports DIR]
       npm run evidence -- --fingerprint FILE|-

Prints how much of the contract is known how, and what the last runs of the suite say of each node.

  --reports DIR        where the suite wrote its reports (default reports)
  --fingerprint FILE   print the fingerprint of the vendor's sentences in a text file instead; - reads standard input
  --help               show this

Exit code: 0 contract and suite meet; 1 an assumption that no check would refute, or a check that points at no node;
2 wrong usage, or a report or text that cannot be read.`;

process.exitCode = await runCommand({
  help,
  options: { reports: { type: "string", default: "reports" }, fingerprint: { type: "string" } },
  failureCode: 2,
  async run({ reports, fingerprint }) {
    if (fingerprint === undefined) return printEvidence(reports);
    console.log(await fingerprintFile(fingerprint, process.stdin));
    return 0;
  },
});
