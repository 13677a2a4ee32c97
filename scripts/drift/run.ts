import { UsageError } from "../../src/shared/usage-error.ts";
import { compareDocuments, versionStep } from "./compare-documents.ts";
import { printable } from "./document.ts";
import { driftMarkdown, textReport } from "./print-report.ts";
import { type DriftReport, makeReport } from "./report.ts";
import { readContractAtTag, readHeldContract, readOther } from "./sources.ts";

/** What `npm run drift -- --help` prints. */
export const driftHelp = `Usage: npm run drift -- --against <file or URL> [options]
       npm run drift -- --against-tag vX.Y.Z [options]

Compares the contract with another OpenAPI document of the API, 3.0 or 3.1, JSON or YAML, or with itself at a tag. Only
the operations of the contract are looked at, however the document is laid out. Against a document of the vendor, the
evidence of each statement decides what it means that they do not say it.

  --against <file or URL>    the other document; https, or http on this machine
  --against-tag <tag>        the contract at a tag: which version step it needs
  --format <format>          text (default), json or markdown
  --fail-on <level>          breaking, any (default) or none
  --help                     show this

Exit code: 0 no drift at that level, 1 drift, 2 wrong usage, or a document that cannot be read.`;

/** The options of `npm run drift`, for `parseArgs`. */
export const driftOptions = {
  against: { type: "string" },
  "against-tag": { type: "string" },
  format: { type: "string", default: "text" },
  "fail-on": { type: "string", default: "any" },
} as const;

/** The values of {@link driftOptions}. */
export interface DriftOptions {
  readonly against?: string | undefined;
  readonly "against-tag"?: string | undefined;
  /** Default: `text`. */
  readonly format?: string;
  /** Default: `any`. */
  readonly "fail-on"?: string;
}

const formats = {
  text: textReport,
  json: (report: DriftReport) => JSON.stringify(report, null, 2),
  markdown: driftMarkdown,
};
const failures = { breaking: ["breaking"], any: ["breaking", "warning", "info"], none: [] };

/** What the command prints, and its exit code. */
export interface DriftOutcome {
  readonly output: string;
  readonly exitCode: 0 | 1;
}

/**
 * The command, without its process.
 *
 * @param root The checkout whose contract is compared.
 * @throws UsageError when the options are wrong or a document cannot be read.
 */
export async function runDrift(options: DriftOptions, root: string): Promise<DriftOutcome> {
  const { against, "against-tag": tag } = options;
  if ((against === undefined) === (tag === undefined)) {
    throw new UsageError("Name one of --against and --against-tag.");
  }
  const format = choose(formats, "--format", options.format ?? driftOptions.format.default);
  const failing: readonly string[] = choose(
    failures,
    "--fail-on",
    options["fail-on"] ?? driftOptions["fail-on"].default,
  );
  const report = await compare(root, against, tag).catch((error: unknown) => {
    // The parsers and the comparison follow the document's nesting, and a hostile one nests deeper than any stack.
    if (error instanceof RangeError) throw new UsageError("The document is nested too deeply to be read.");
    throw error;
  });
  const exitCode = report.findings.some(({ level }) => failing.includes(level)) ? 1 : 0;
  return { output: format(report), exitCode };
}

async function compare(
  root: string,
  against: string | undefined,
  tag: string | undefined,
): Promise<DriftReport> {
  const contract = await readHeldContract(root);
  if (tag !== undefined) {
    const before = await readContractAtTag(root, tag);
    const result = compareDocuments(before.document, contract.document, { strict: true });
    return makeReport(
      contract,
      before,
      result,
      versionStep(before.document, contract.document, result.findings),
    );
  }
  const other = await readOther(against ?? "");
  return makeReport(contract, other, compareDocuments(contract.document, other.document, { strict: false }));
}

function choose<T>(choices: Readonly<Record<string, T>>, option: string, name: string): T {
  const chosen = Object.hasOwn(choices, name) ? choices[name] : undefined;
  if (chosen !== undefined) return chosen;
  throw new UsageError(`${option} is ${Object.keys(choices).join(", ")}; not ${printable(name)}.`);
}
