import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { checks } from "../../contract-tests/checks/index.ts";
import { triedParameters } from "../../contract-tests/checks/parameter-values.ts";
import { parameterChecks } from "../../contract-tests/checks/parameters.ts";
import { countLevels, type Statement, statementsOf } from "../../contract-tests/contract-model/evidence.ts";
import type { Check } from "../../contract-tests/engine/check.ts";
import type { ContractReport } from "../../contract-tests/engine/report.ts";
import { type OpenQuestion, openQuestions } from "../../contract-tests/open-questions/questions.ts";
import { textTable } from "../../src/shared/text-table.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { fingerprint } from "../drift/evidence.ts";
import { readReports } from "./read-reports.ts";
import {
  checksByStatement,
  type EventContract,
  findLooseEnds,
  readEventContract,
  verdictOf,
} from "./statement-checks.ts";

/**
 * Prints how the contract is known, and what the last runs say of it.
 *
 * @param folder Where the suite wrote its reports.
 * @returns The exit code: 1 where contract and suite do not meet.
 */
export async function printEvidence(folder: string): Promise<number> {
  const file = fileURLToPath(new URL("../../generated/openapi.json", import.meta.url));
  const document = JSON.parse(await readFile(file, "utf8"));
  const statements = statementsOf(document);
  const reports = await readReports(folder);
  console.log(`${levelTable(statements)}\n`);
  console.log(
    reports.length > 0
      ? verdictTable(
          readEventContract(document),
          statements,
          checksByStatement(document, statements, checks),
          reports,
        )
      : `No run of the suite left a report in ${folder}/. npm run contract:sandbox makes one.`,
  );
  console.log(`\n${questionList(openQuestions)}`);
  const unjudged = parametersWithoutMeaning(triedParameters, checks, parameterChecks);
  if (unjudged.length > 0)
    console.log(`\nNo check of its meaning, only of its values: ${unjudged.join(", ")}`);
  const looseEnds = findLooseEnds(document, statements, checks, openQuestions);
  if (looseEnds.length > 0) console.error(`\n${looseEnds.join("\n")}`);
  return looseEnds.length > 0 ? 1 : 0;
}

/**
 * Computes the fingerprint of the sentences in a file, for an `x-evidence`.
 *
 * @param file Path, or `-` for `input`.
 * @throws UsageError when the file cannot be read or has no words.
 */
export async function fingerprintFile(file: string, input: NodeJS.ReadableStream): Promise<string> {
  const sentences = await (file === "-" ? text(input) : readFile(file, "utf8")).catch((error) => {
    throw new UsageError(`${file} cannot be read: ${error.code ?? error.message}.`);
  });
  const found = fingerprint(sentences);
  // Texts without a word have this one, whatever they are: an empty file, or tags alone.
  if (found === fingerprint("")) throw new UsageError(`${file} holds no words.`);
  return found;
}

/**
 * Names of the query parameters that no check judges by what they promise.
 *
 * @param generic The checks that hold for any parameter, whatever it means.
 */
export function parametersWithoutMeaning(
  parameters: readonly { readonly name: string; readonly pointer: string }[],
  all: readonly Pick<Check, "id" | "pointer">[],
  generic: readonly Pick<Check, "id">[],
): readonly string[] {
  const genericIds = new Set(generic.map(({ id }) => id));
  const judged = new Set(all.filter(({ id }) => !genericIds.has(id)).map(({ pointer }) => pointer));
  return parameters.filter(({ pointer }) => !judged.has(pointer)).map(({ name }) => name);
}

/** How many statements stand at each level, and their share. */
function levelTable(statements: readonly Statement[]): string {
  const rows = countLevels(statements).map(([level, count]) => [
    level,
    String(count).padStart(4),
    `${Math.round((100 * count) / statements.length)} %`.padStart(5),
  ]);
  return `How the contract is known: ${statements.length} statements\n\n${textTable(rows).join("\n")}`;
}

/** The verdict of the last run against each target on each statement. */
function verdictTable(
  contract: EventContract,
  statements: readonly Statement[],
  checkIds: ReadonlyMap<string, readonly string[]>,
  reports: readonly ContractReport[],
): string {
  const runs = reports.map(
    ({ target, startedAt }) => `${target}, ${startedAt.slice(0, 16).replace("T", " ")} UTC`,
  );
  const rows = statements.map((statement) => {
    const ids = checkIds.get(statement.pointer) ?? [];
    const verdicts = reports.map((report) => verdictOf(contract, statement, ids, report) ?? "-");
    return [statement.level, ...verdicts, statement.node, ids.join(", ")];
  });
  const head = ["level", ...reports.map(({ target }) => target), "node", "checks that would notice"];
  return `Last verdict of each node (${runs.join("; ")})\n\n${textTable([head, ...rows]).join("\n")}`;
}

/** The open questions, with the checks that will answer them. */
function questionList(questions: readonly OpenQuestion[]): string {
  const rows = questions.map(({ number, topic, checks }) => [
    String(number).padStart(2),
    topic,
    checks.join(", "),
  ]);
  return `Open questions, and the checks that will answer them\n\n${textTable(rows).join("\n")}`;
}
