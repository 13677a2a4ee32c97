import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parsePointer } from "../../src/shared/json-pointer.ts";
import {
  type Context,
  followRef,
  isNode,
  isRef,
  type Location,
  type Node,
  type RedoclyRule,
} from "./redocly.ts";

/**
 * Validates the examples that Redocly's `no-invalid-{media-type,schema,parameter}-examples` pass over in silence:
 * those of headers, those beside a `$ref`, a parameter's named examples behind a `$ref`. What nothing can validate
 * (an `examples` map that a lone `example` hides, an example without a value) is rejected.
 */
export const exampleValid: RedoclyRule = () => {
  const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));

  function check(value: unknown, at: Location, schema: unknown, schemaAt: Location, context: Context): void {
    const validate: ValidateFunction = ajv.compile(selfContained(schema, schemaAt, context));
    if (validate(value)) return;
    for (const { instancePath, message } of validate.errors ?? []) {
      const path = parsePointer(instancePath);
      const text = `This example does not match its schema: ${path.length > 0 ? `${path.join(".")} ` : ""}${message}. Fix the example, or the schema.`;
      context.report({ message: text, location: at.child(path) });
    }
  }

  function checkNamed(holder: Node, context: Context, applies: (raw: unknown) => boolean): void {
    const { schema, examples } = holder;
    const schemaAt = context.location.child(["schema"]);
    if (schema === undefined || !isNode(examples)) return;
    for (const [name, raw] of Object.entries(examples)) {
      const example = followRef(raw, context.location.child(["examples", name]), context);
      if (!applies(raw) || !isNode(example?.node) || !Object.hasOwn(example.node, "value")) continue;
      check(example.node["value"], example.location.child(["value"]), schema, schemaAt, context);
    }
  }

  function rejectBoth(holder: Node, context: Context): void {
    if (holder["example"] === undefined || holder["examples"] === undefined) return;
    const message =
      "example and examples exclude each other, and only one is validated. Make the first a named example.";
    context.report({ message, location: context.location.child(["example"]).key() });
  }

  return {
    Header(header, context) {
      rejectBoth(header, context);
      checkNamed(header, context, () => true);
      const { example, schema } = header;
      if (example === undefined || schema === undefined) return;
      check(
        example,
        context.location.child(["example"]),
        schema,
        context.location.child(["schema"]),
        context,
      );
    },
    Parameter(parameter, context) {
      rejectBoth(parameter, context);
      checkNamed(parameter, context, isRef);
    },
    MediaType: rejectBoth,
    Example(example, context) {
      if (Object.hasOwn(example, "value")) return;
      const message =
        "This example has no value, so nothing validates or serves it. Write it out under value.";
      context.report({ message, location: context.location.child([]) });
    },
    ref(schema, context) {
      if (context.type.name !== "Schema") return;
      const { example, examples } = schema;
      const at = context.rawLocation;
      if (example !== undefined) check(example, at.child(["example"]), schema, at, context);
      for (const [index, value] of Array.isArray(examples) ? examples.entries() : []) {
        check(value, at.child(["examples", index]), schema, at, context);
      }
    },
  };
};

/** The schema with everything it refers to in its own `$defs`: ajv cannot read the other files. */
function selfContained(schema: unknown, at: Location, context: Context): Node {
  const $defs: Record<string, unknown> = {};
  const names = new Map<string, string>();

  function copy(value: unknown, from: Location): unknown {
    if (Array.isArray(value)) return value.map((item) => copy(item, from));
    if (!isNode(value)) return value;
    const copied = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, copy(child, from)]));
    return isRef(value) ? { ...copied, $ref: define(value, from) } : copied;
  }

  function define(ref: Node, from: Location): string {
    const target = followRef(ref, from, context);
    const place = target?.location.absolutePointer ?? "";
    const known = names.get(place);
    const name = known ?? `${names.size}`;
    names.set(place, name); // Before the copy, so that a schema may refer to itself.
    if (known === undefined) $defs[name] = target === undefined ? true : copy(target.node, target.location);
    return `#/$defs/${name}`;
  }

  const copied = copy(schema, at);
  return { ...(isNode(copied) ? copied : {}), $defs };
}
