import { readOpenUnion } from "../../contract-tests/contract-model/event-model.ts";
import { type Html, html } from "../../contract-tests/reports/page/kit.ts";
import { isObject, type JsonObject, objectAt, referenceName } from "../../src/shared/json.ts";
import { evidenceBadge, inlineProse, prose, resolve } from "./parts.ts";

/** The type of a schema in a few words, with links to the schemas that it is made of. */
export function typeWords(schema: JsonObject): Html {
  const target = referenceName(schema);
  if (target !== undefined) return html`<a href="#schema-${target}">${target}</a>`;
  const { type, format, items, anyOf, minimum, maximum } = schema;
  const options = schema["enum"];
  if (Array.isArray(anyOf)) {
    return html`${anyOf.map((one, i) => html`${i > 0 && " or "}${typeWords(isObject(one) ? one : {})}`)}`;
  }
  if (Array.isArray(options)) {
    return html`${options.map((one, i) => html`${i > 0 && " | "}<code>${JSON.stringify(one)}</code>`)}`;
  }
  if (type === "array") return html`array of ${typeWords(isObject(items) ? items : {})}`;
  const bounds = [minimum, maximum].every((bound) => bound !== undefined)
    ? `${minimum} to ${maximum}`
    : minimum !== undefined
      ? `at least ${minimum}`
      : maximum !== undefined && `at most ${maximum}`;
  const types = Array.isArray(type) ? type.join(" or ") : String(type ?? "any");
  const details = [format, bounds].filter((detail) => detail).join(", ");
  return html`${types}${details !== "" && ` (${details})`}`;
}

/** A schema of the event model: a union with its kinds, or an object with its properties. */
export function schemaSection(document: JsonObject, name: string): Html {
  const schemas = objectAt(document, "components", "schemas");
  const schema = objectAt(schemas, name);
  return html`<section class="schema" id="schema-${name}" aria-labelledby="name-${name}">
<h3 id="name-${name}">${name}</h3>
${prose(schema["description"])}
${schemaBody(document, schemas, schema)}
</section>`;
}

function schemaBody(document: JsonObject, schemas: JsonObject, schema: JsonObject): Html {
  const union = readOpenUnion(schema, schemas);
  if (union !== undefined) {
    const rows = [...union.variants].map(
      ([tag, target]) => html`<li><code>${tag}</code> <a href="#schema-${target}">${target}</a></li>`,
    );
    return html`<p class="quiet">Told apart by <code>${union.tag}</code>; an unknown kind is no error.</p>
<ul class="kinds">${rows}<li>any other <a href="#schema-${union.unknown}">${union.unknown}</a></li></ul>`;
  }
  const { required } = schema;
  const properties = Object.entries(objectAt(schema, "properties"));
  if (properties.length === 0)
    return html`<div>${typeWords(schema)} ${evidenceBadge(document, schema)}</div>`;
  return propertyTable(
    document,
    properties.map(([property, definition]) => ({
      name: property,
      definition: isObject(definition) ? definition : {},
      isRequired: Array.isArray(required) && required.includes(property),
    })),
  );
}

/** A row of {@link propertyTable}. */
export interface PropertyRow {
  readonly name: string;
  /** The property, header or parameter: its description and evidence, and the schema beside or inside. */
  readonly definition: JsonObject;
  readonly isRequired: boolean;
  /** The place of a parameter: `path`, `query`. */
  readonly place?: string;
}

/** Properties, parameters or headers: name, type, what it is and how that is known. */
export function propertyTable(document: JsonObject, rows: readonly PropertyRow[]): Html {
  return html`<table><thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Meaning</th><th scope="col">Known</th></tr></thead>
<tbody>${rows.map(({ name, definition, isRequired, place }) => {
    const { node } = resolve(document, definition);
    const schema = isObject(node["schema"]) ? node["schema"] : definition;
    return html`<tr><th scope="row"><code>${name}</code>${place !== undefined && html` <span class="place">${place}</span>`}${isRequired && html` <span class="required">required</span>`}</th>
<td>${typeWords(schema)}</td><td>${inlineProse(node["description"])}</td><td>${evidenceBadge(document, node)}</td></tr>`;
  })}</tbody></table>`;
}
