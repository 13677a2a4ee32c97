import { type Html, html } from "../../contract-tests/reports/page/kit.ts";
import { type JsonObject, objectAt } from "../../src/shared/json.ts";
import { operationParameters } from "../generate/parameter-data.ts";
import { codeSampleBlocks } from "./code-samples.ts";
import { evidenceBadge, inlineProse, type OperationPlace, prose, resolve } from "./parts.ts";
import { propertyTable, typeWords } from "./schema-section.ts";

/** One operation: parameters, responses, examples. */
export function operationSection(document: JsonObject, { path, operation, id }: OperationPlace): Html {
  const rows = operationParameters(document, path).map(({ parameter }) => ({
    name: String(parameter["name"]),
    place: String(parameter["in"]),
    definition: parameter,
    isRequired: parameter["required"] === true,
  }));
  return html`<section class="operation" id="${id}" aria-labelledby="name-${id} address-${id}">
<h2 id="name-${id}">${String(operation["summary"])}</h2>
<div class="address"><span class="method">GET</span> <code id="address-${id}">${path}</code> ${evidenceBadge(document, operation)}</div>
${prose(operation["description"])}
<h3>Examples</h3>${codeSampleBlocks(document, { path, operation, id })}
<h3>Parameters</h3>${propertyTable(document, rows)}
<h3>Responses</h3>
<ul class="responses">${Object.entries(objectAt(operation, "responses")).map(([status, response]) => responseItem(document, status, response))}</ul>
</section>`;
}

function responseItem(document: JsonObject, status: string, response: unknown): Html {
  const { node } = resolve(document, response);
  const headers = Object.entries(objectAt(node, "headers")).map(([name, header]) => {
    const { node: definition } = resolve(document, header);
    return { name, definition, isRequired: false };
  });
  const [mediaType = "", content] = Object.entries(objectAt(node, "content"))[0] ?? [];
  const schema = objectAt(content, "schema");
  return html`<li><details ${status === "200" && html`open`}><summary><b class="status s${status.charAt(0)}">${status}</b> <span>${inlineProse(node["description"])}</span></summary>
<div class="inside"><div class="known">Known: ${evidenceBadge(document, node)}</div>
${Object.keys(schema).length > 0 && html`<p><code>${mediaType}</code>: ${typeWords(schema)}</p>`}
${Object.entries(objectAt(content, "examples")).map(([name, example]) => exampleBlock(document, name, example))}
${headers.length > 0 && html`<details class="headers"><summary>Headers: ${headers.map(({ name }) => name).join(", ")}</summary>${propertyTable(document, headers)}</details>`}
</div></details></li>`;
}

function exampleBlock(document: JsonObject, name: string, example: unknown): Html {
  const { node } = resolve(document, example);
  return html`<details class="example"><summary>Example: ${name.replaceAll("-", " ")}</summary>
<p class="quiet">${String(node["summary"] ?? node["description"] ?? "")}</p>${evidenceBadge(document, node)}
<pre tabindex="0">${JSON.stringify(node["value"], null, 2)}</pre></details>`;
}
