import { eventEndpoint } from "./event-endpoint.ts";
import { evidence } from "./evidence.ts";
import { exampleValid } from "./example-valid.ts";
import { openUnion } from "./open-union.ts";
import type { RedoclyRule } from "./redocly.ts";
import { unionMapping } from "./union-mapping.ts";

const rules: Record<string, RedoclyRule> = {
  evidence,
  "union-mapping": unionMapping,
  "open-union": openUnion,
  "example-valid": exampleValid,
  "event-endpoint": eventEndpoint,
};

interface Plugin {
  readonly id: string;
  readonly rules: { readonly oas3: Record<string, RedoclyRule> };
  readonly configs: { readonly all: { readonly rules: Record<string, "error"> } };
}

/** The project's own rules for Redocly. `extends: [np6/all]` turns on every one, also those added later. */
export default function np6(): Plugin {
  const all = Object.fromEntries(Object.keys(rules).map((id) => [`np6/${id}`, "error"] as const));
  return { id: "np6", rules: { oas3: rules }, configs: { all: { rules: all } } };
}
