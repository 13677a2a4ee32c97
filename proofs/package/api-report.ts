import { readFile } from "node:fs/promises";
import { build } from "tsdown";
import ts from "typescript";
import { temporaryFolder } from "../kit/temporary-folder.ts";

/**
 * What an entry of the package promises in types: its declarations in one file, with all they refer to.
 *
 * Comments are left out and declarations sorted, so that only what a user's compiler sees makes a difference.
 *
 * @param source Path of the module that is the entry.
 * @param root Folder of the project.
 */
export async function apiReport(source: string, root: string): Promise<string> {
  using folder = temporaryFolder("api");
  await build({
    config: false,
    cwd: root,
    entry: { entry: source },
    format: "esm",
    platform: "neutral",
    external: [/^node:/],
    outDir: folder.path,
    dts: { emitDtsOnly: true },
    logLevel: "silent",
  });
  return normalise(await readFile(folder.file("entry.d.ts"), "utf8"));
}

/** Declarations without comments, sorted by name: imports first, exports last. */
export function normalise(declarations: string): string {
  const file = ts.createSourceFile("entry.d.ts", declarations, ts.ScriptTarget.Latest, true);
  const printer = ts.createPrinter({ removeComments: true });
  const print = (node: ts.Node) => printer.printNode(ts.EmitHint.Unspecified, node, file);
  const imports = file.statements.filter(ts.isImportDeclaration).map(print).sort();
  const exported = file.statements.filter(ts.isExportDeclaration).map((node) => exportList(print(node)));
  const others = file.statements.filter(
    (statement) => !ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement),
  );
  const declared = others
    .map((statement) => ({ name: nameOf(statement), text: print(statement) }))
    .sort((a, b) => compare(a.name, b.name))
    .map(({ text }) => text);
  return `${[...imports, ...declared, ...exported].join("\n\n")}\n`;
}

/** `export { a, type B };` with a line for each name, so that a change shows as one. */
function exportList(text: string): string {
  return text.replace(
    /\{ (.*) \}/,
    (_, names: string) =>
      `{\n${names
        .split(", ")
        .map((name) => `    ${name},`)
        .join("\n")}\n}`,
  );
}

function nameOf(statement: ts.Statement): string {
  if (ts.isVariableStatement(statement))
    return String(statement.declarationList.declarations[0]?.name.getText());
  return (statement as ts.DeclarationStatement).name?.getText() ?? "";
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
