import type { Command } from "../command-line.ts";
import { fingerprintFile, printEvidence } from "./print-evidence.ts";

const help = `Usage: npm run evidence [-- --reports DIR]
       npm run evidence -- --fingerprint FILE|-

Prints how many statements of the contract each evidence level has, and what the last runs of the suite show of each statement.

  --reports DIR        where the suite wrote its reports (default reports)
  --fingerprint FILE   print the fingerprint of the vendor's sentences in a text file instead; - reads standard input
  --help               show this

Exit code: 0 done; 1 no check would refute an assumption, or a check points at nothing in the contract;
2 wrong usage, or a report or text that cannot be read.`;

const options = { reports: { type: "string", default: "reports" }, fingerprint: { type: "string" } } as const;

/** `npm run evidence`. */
export const evidenceCommand: Command<typeof options> = {
  help,
  options,
  failureCode: 2,
  async run({ reports, fingerprint }) {
    if (fingerprint === undefined) return printEvidence(reports);
    console.log(await fingerprintFile(fingerprint, process.stdin));
    return 0;
  },
};
