import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { checks } from "../../contract-tests/checks/index.ts";
import { readEventModel } from "../../contract-tests/contract-model/event-model.ts";
import { statementsOf } from "../../contract-tests/contract-model/evidence.ts";
import { openQuestions } from "../../contract-tests/open-questions/questions.ts";
import { runCommand } from "../command-line.ts";
import { findLooseEnds } from "./loose-ends.ts";
import { readReports } from "./read-reports.ts";
import { checksByStatement } from "./statement-checks.ts";
import { levelTable, questionList, verdictTable } from "./summary.ts";

const help = `Usage: npm run evidence [-- --reports DIR]

Prints how much of the contract is known how, and what the last runs of the suite say of each node.

  --reports DIR   where the suite wrote its reports (default reports)
  --help          show this

Exit code: 0 contract and suite meet; 1 an assumption that no check would refute, or a check that points at no node;
2 wrong usage or an unreadable report.`;

async function printEvidence(folder: string): Promise<number> {
  const file = fileURLToPath(new URL("../../generated/openapi.json", import.meta.url));
  const document = JSON.parse(await readFile(file, "utf8"));
  const statements = statementsOf(document);
  const reports = await readReports(folder);
  console.log(`${levelTable(statements)}\n`);
  console.log(
    reports.length > 0
      ? verdictTable(
          readEventModel(document),
          statements,
          checksByStatement(document, statements, checks),
          reports,
        )
      : `No run of the suite left a report in ${folder}/. npm run contract:sandbox makes one.`,
  );
  console.log(`\n${questionList(openQuestions)}`);
  const looseEnds = findLooseEnds(document, statements, checks, openQuestions);
  if (looseEnds.length > 0) console.error(`\n${looseEnds.join("\n")}`);
  return looseEnds.length > 0 ? 1 : 0;
}

process.exitCode = await runCommand({
  help,
  options: { reports: { type: "string", default: "reports" } },
  failureCode: 2,
  run: ({ reports }) => printEvidence(reports),
});
