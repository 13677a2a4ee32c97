import openapi from "../../../generated/openapi.json" with { type: "json" };
import { compareDocuments } from "../../../scripts/drift/compare-documents.ts";
import { openDocument, parseDocument } from "../../../scripts/drift/document.ts";
import { UsageError } from "../../../src/shared/usage-error.ts";
import { type FuzzTarget, must } from "../target.ts";

const contract = openDocument(openapi, "the contract");
const operation = `/notifications/{id}/events/activations:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}, {name: X-Key, in: header, schema: {type: string}}]
      responses: {'200': {content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Event'}}}}}}
components: {schemas: {Event: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {id: {type: string}}}]}, Base: {nullable: true}}}`;

/** A document that the contract is compared with. */
export const drift: FuzzTarget = {
  name: "drift",
  seeds: [
    `openapi: 3.0.3\npaths:\n  ${operation}\n`,
    `openapi: 3.1.0\npaths:\n  ${operation.replace("nullable: true", "$ref: '#/components/schemas/Event'")}\n`,
    '{"openapi":"3.1.0","paths":{"/notifications/{id}/events/executions":{"get":{"responses":{"200":{"content":{"application/json":{"schema":true}}}}}}}}',
  ],
  check(input) {
    try {
      const theirs = openDocument(parseDocument(Buffer.from(input).toString(), "theirs"), "theirs");
      compareDocuments(contract, theirs, { strict: false });
    } catch (error) {
      must(
        error instanceof UsageError || error instanceof RangeError,
        `it throws ${error instanceof Error ? error.stack : error}`,
      );
      must(!error.message.includes("\n"), `a message of more than a line: ${error.message}`);
    }
  },
};
