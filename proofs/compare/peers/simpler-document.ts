import { contract } from "../../../contract-tests/engine/contract.ts";
import { isObject } from "../../../src/shared/json.ts";

/**
 * The bundle without what it says beyond the bare API, for tools that stumble over it: no schema of a body is changed.
 * Gone are our extensions, the second and later examples, and the headers of responses, which some take for required.
 */
export function simplerDocument(): Record<string, unknown> {
  return strip(contract) as Record<string, unknown>;
}

function strip(value: unknown, parent = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => strip(item));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(
    ([name]) => !name.startsWith("x-") && (name !== "headers" || parent === "components"),
  );
  return Object.fromEntries(
    kept.map(([name, inner]) =>
      name === "examples" && parent === "application/json" && isObject(inner)
        ? [name, Object.fromEntries(Object.entries(inner).slice(0, 1))]
        : [name, strip(inner, name)],
    ),
  );
}
