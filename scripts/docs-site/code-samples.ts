import { type Html, html } from "../../contract-tests/reports/page/kit.ts";
import { isObject, type JsonObject, objectAt } from "../../src/shared/json.ts";
import { readSecurity } from "../generate/contract-data.ts";
import { operationParameters } from "../generate/parameter-data.ts";
import { type OperationPlace, resolve } from "./parts.ts";

/** One call of an operation in several languages. */
export interface CodeSamples {
  readonly typescript: string;
  readonly commandLine: string;
  readonly curl: string;
}

/** The day that the samples ask for. */
const day = { start: "2026-11-01", end: "2026-11-02" };

/** Writes a call of an operation: a day of events, in order where the operation can sort. */
export function codeSamples(document: JsonObject, place: OperationPlace): CodeSamples {
  const kind = place.path.split("/").at(-1) ?? place.path;
  const { path, id } = samplePath(document, place);
  const query = sampleQuery(document, place.path);
  const [server] = Array.isArray(document["servers"]) ? document["servers"] : [];
  const { header, prefix } = readSecurity(document, {});
  const wire = query
    .map(([name, value]) => `${name}=${encodeURIComponent(asInstant(value)).replaceAll("%3A", ":")}`)
    .join("&");
  const address = `${String(objectAt(server)["url"])}${path}${wire && `?${wire}`}`;
  const member = isIdentifier(kind) ? `.${kind}` : `[${JSON.stringify(kind)}]`;
  const key = (name: string) => (isIdentifier(name) ? name : JSON.stringify(name));
  const options = query
    .map(([name, value]) => `  ${key(name)}: ${JSON.stringify(asInstant(value))},\n`)
    .join("");
  return {
    typescript: `import { createNp6Client } from "np6-notification-events";

const np6 = createNp6Client({ apiKey: process.env["NP6_API_KEY"] });
for await (const event of np6${member}(${id}${options && `, {\n${options}}`})) {
  console.log(event);
}`,
    commandLine: `export NP6_API_KEY=…
np6-events pull ${kind} ${id}${query.map(([name, value]) => ` --${name} ${value}`).join("")}`,
    curl: `curl --compressed --fail-with-body \\
  -H "${header}: ${prefix}$NP6_API_KEY" \\
  "${address}"`,
  };
}

/** Whether code can name a property so without quotes. */
function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);
}

/** The address with the contract's example of each path parameter, and the first of these. */
function samplePath(
  document: JsonObject,
  { path }: OperationPlace,
): { readonly path: string; readonly id: string } {
  const examples = operationParameters(document, path, "path").map(
    ({ parameter }) => [`{${String(parameter["name"])}}`, String(parameter["example"] ?? 1)] as const,
  );
  return {
    path: examples.reduce((text, [name, example]) => text.replace(name, example), path),
    id: examples[0]?.[1] ?? "",
  };
}

/** A value for each query parameter that has an obvious one. */
function sampleQuery(document: JsonObject, path: string): readonly (readonly [string, string])[] {
  return operationParameters(document, path, "query").flatMap(({ parameter: node }) => {
    const name = String(node["name"]);
    if (name === "start" || name === "end") return [[name, day[name]] as const];
    const { node: schema } = resolve(document, isObject(node["schema"]) ? node["schema"] : {});
    const [first] = Array.isArray(schema["enum"]) ? schema["enum"] : [];
    return first === undefined ? [] : [[name, String(first)] as const];
  });
}

/** The client and the API take a date with its time and zone only. */
function asInstant(value: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00Z` : value;
}

/** The samples of an operation, one below the other: a page without script has no tabs. */
export function codeSampleBlocks(document: JsonObject, place: OperationPlace): Html {
  const { typescript, commandLine, curl } = codeSamples(document, place);
  const block = (name: string, text: string) =>
    html`<details class="example" open><summary>${name}</summary><pre tabindex="0">${text}</pre></details>`;
  return html`${block("TypeScript", typescript)}${block("Command line", commandLine)}${block("curl", curl)}`;
}
