import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Changes to the good specification: by file, one replacement, or the whole text of a new file. */
export type Edits = Readonly<Record<string, readonly [find: string, replace: string] | string>>;

/** A problem that Redocly reported: what `#!` at the end of a line of the fixture asks for, and its message. */
export interface Problem {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

const run = promisify(execFile);
const good = fileURLToPath(new URL("../fixtures/", import.meta.url));
const plugin = fileURLToPath(new URL("../plugin.ts", import.meta.url));
const redocly = fileURLToPath(new URL("../../../node_modules/@redocly/cli/bin/cli.js", import.meta.url));

/** One edited copy of the good specification, and the `extends` and `rules` of redocly.yaml to lint it with. */
export interface LintCase {
  readonly edits: Edits;
  readonly extends?: readonly string[];
  readonly rules?: Readonly<Record<string, string>>;
}

/** Lints all `cases` in one run of the real CLI: starting it costs half a second, one more case some milliseconds. */
export async function lint(cases: readonly LintCase[]): Promise<Problem[][]> {
  const root = await mkdtemp(join(tmpdir(), "np6-rules-"));
  try {
    await Promise.all(cases.map(({ edits }, index) => write(join(root, `${index}`), edits)));
    const apis = cases.map(({ edits: _, ...config }, index) => ({
      root: `${index}/openapi.yaml`,
      ...config,
    }));
    const config = { telemetry: "off", plugins: [plugin], apis: { ...apis } }; // Named by their index.
    await writeFile(join(root, "redocly.yaml"), JSON.stringify(config));
    const output = await run(process.execPath, [redocly, "lint", "--format=json", "--max-problems=10000"], {
      cwd: root,
      env: { ...process.env, REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
      maxBuffer: Number.POSITIVE_INFINITY,
    }).catch((failure: { stdout: string; stderr: string }) => failure); // It exits 1 when there are problems.
    // One JSON document after another, in the order of the cases; only between two of them does a line read so.
    const reports = JSON.parse(`[${output.stdout.replaceAll("\n}{\n", "\n},{\n")}]`) as Report[];
    if (reports.length !== cases.length) throw new Error(`Redocly did not lint every case: ${output.stderr}`);
    return reports.map(({ problems }, index) => problems.map((problem) => toProblem(problem, `${index}/`)));
  } finally {
    await rm(root, { recursive: true });
  }
}

/** Where the `#!` stands in what `edits` write, as file and line of the edited copy. */
export async function marked(edits: Edits): Promise<{ file: string; line: number }[]> {
  const texts = await Promise.all(
    Object.entries(edits).map(async ([file, edit]) => [file, await edited(file, edit)]),
  );
  return texts.flatMap(([file = "", text = ""]) =>
    text.split("\n").flatMap((content, index) => (content.endsWith(" #!") ? { file, line: index + 1 } : [])),
  );
}

interface Report {
  readonly problems: readonly {
    readonly ruleId: string;
    readonly message: string;
    readonly location: readonly { source: { ref: string }; start: { line: number } }[];
  }[];
}

function toProblem({ ruleId, message, location }: Report["problems"][number], directory: string): Problem {
  const [place] = location;
  return {
    rule: ruleId,
    file: relative(directory, place?.source.ref ?? ""),
    line: place?.start.line ?? 0,
    message: message.replaceAll(new RegExp(`\\b${directory}`, "g"), ""),
  };
}

async function write(directory: string, edits: Edits): Promise<void> {
  await cp(good, directory, { recursive: true });
  for (const [file, edit] of Object.entries(edits)) {
    await mkdir(dirname(join(directory, file)), { recursive: true });
    await writeFile(join(directory, file), await edited(file, edit));
  }
}

async function edited(file: string, edit: Edits[string]): Promise<string> {
  if (typeof edit === "string") return edit;
  const [find, replace] = edit;
  const text = await readFile(join(good, file), "utf8");
  if (text.split(find).length !== 2)
    throw new Error(`${file} of the good specification must have once: ${find}`);
  return text.replace(find, () => replace);
}
