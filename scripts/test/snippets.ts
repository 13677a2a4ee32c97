import { dirname, join } from "node:path";
import ts from "typescript";
import { entries } from "../../tsdown.config.ts";
import { tokensOf } from "./guides.ts";

/** The snippets of a guide as modules: one begins where a snippet imports, the next snippets stand in blocks within it. */
export function snippetModules(markdown: string): readonly string[] {
  const modules: { text: string; assumed: string }[] = [];
  let assumed = "";
  for (const token of tokensOf(markdown)) {
    // Declarations that a snippet needs and a reader should not see.
    if (token.type === "html") assumed += /^<!-- snippet: (.*) -->\s*$/s.exec(token.text)?.[1] ?? "";
    if (token.type !== "code" || token.lang !== "ts") continue;
    const before = modules.at(-1);
    if (before === undefined || /^import /m.test(token.text)) modules.push({ text: token.text, assumed });
    else {
      before.text += `\n{\n${token.text}\n}`;
      before.assumed += assumed;
    }
    assumed = "";
  }
  return modules.map((module) => `${module.text}\n${module.assumed}\nexport {};\n`);
}

/**
 * What the compiler says of snippets against `src/`, under the project's own strict options: a line each.
 *
 * @param modules By file name, which the lines cite.
 */
export function checkSnippets(root: string, modules: ReadonlyMap<string, string>): readonly string[] {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, root);
  const name = "np6-notification-events";
  const paths = Object.entries(entries).map(([entry, source]) => [
    entry === "index" ? name : `${name}/${entry}`,
    [join(root, source)],
  ]);
  const files = new Map([...modules].map(([file, text]) => [join(root, "snippets", file), text]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, directoryExists } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.get(file) ?? readFile(file);
  host.directoryExists = (folder) =>
    folder === dirname([...files.keys()][0] ?? "") || (directoryExists?.(folder) ?? true);
  const program = ts.createProgram(
    [...files.keys()],
    { ...options, paths: Object.fromEntries(paths), isolatedDeclarations: false, declaration: false },
    host,
  );
  return [...files.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ messageText, start = 0 }) => {
      const line = (source?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
      return `${file.slice(root.length)}:${line} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
  });
}
