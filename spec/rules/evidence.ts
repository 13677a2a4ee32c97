import { allowedLevels, evidenceProblems, sourceProblems, sourcesCitedBy } from "./evidence-record.ts";
import {
  type Context,
  followRef,
  isNode,
  isRef,
  type Location,
  type Node,
  type RedoclyRule,
} from "./redocly.ts";

const fix = `Add x-evidence: {level: ${allowedLevels.join("|")}, source: <id in x-sources>}`;

/**
 * Every statement of the contract says how it is known, in an `x-evidence` that cites the top-level `x-sources`.
 *
 * Missing records are looked for in the containers (all properties, all responses …), because these hold their
 * members as written: a visitor of the member itself gets the target of its `$ref`, once, however many use it.
 * Records that are there are judged wherever they stand, also where none is demanded.
 */
export const evidence: RedoclyRule = () => {
  let sources: ReadonlySet<string> | undefined;
  const cited = new Set<string>();
  const demanded = new Set<string>();

  function judge(holder: unknown, at: Location, context: Context): void {
    if (!isNode(holder) || !Object.hasOwn(holder, "x-evidence")) return;
    const record = holder["x-evidence"];
    for (const id of sourcesCitedBy(record)) cited.add(id);
    for (const problem of evidenceProblems(record, sources)) {
      context.report({ message: problem.message, location: at.child(["x-evidence", ...problem.at]) });
    }
  }

  function demand(what: string, raw: unknown, at: Location, context: Context): void {
    if (holds(raw) || (isRef(raw) && holds(followRef(raw, at, context)?.node))) return;
    // A component is reached from many places; say once that it lacks its record, and say it there.
    const place = (isRef(raw) && followRef(raw, at, context)?.location) || at;
    if (demanded.has(place.absolutePointer)) return;
    demanded.add(place.absolutePointer);
    context.report({ message: `${what} has no x-evidence. ${fix}.`, location: place.key() });
  }

  const demandOfEach = (what: string) => (container: Node, context: Context) => {
    for (const [key, raw] of Object.entries(container)) {
      // Only this container may be extended: elsewhere, `x-request-id` is the name of a header.
      if (context.type.name === "Responses" && key.startsWith("x-")) continue;
      demand(`${what} ${key}`, raw, context.location.child([key]), context);
    }
  };

  return {
    Root: {
      enter(root, context) {
        const found = followRef(root["x-sources"], context.location.child(["x-sources"]), context);
        if (!isNode(found?.node)) {
          const message =
            "There is no x-sources. Add the map from id to {title, url?, date?} that x-evidence cites.";
          return context.report({ message, location: context.location.child(["x-sources"]) });
        }
        sources = new Set(Object.keys(found.node));
        for (const [id, entry] of Object.entries(found.node)) {
          for (const { at, message } of sourceProblems(entry)) {
            context.report({ message, location: found.location.child([id, ...at]) });
          }
        }
      },
      leave(root, context) {
        const found = followRef(root["x-sources"], context.location.child(["x-sources"]), context);
        for (const id of sources ?? []) {
          if (cited.has(id) || found === undefined) continue;
          const message = `Nothing cites the source ${id}. Remove it, or cite it where it is the reason.`;
          context.report({ message, location: found.location.child([id]).key() });
        }
      },
    },
    any: (node, context) => judge(node, context.location, context),
    ref: (node, context) => judge(node, context.rawLocation, context),

    Operation: (node, context) =>
      demand(`Operation ${String(node["operationId"] ?? context.key)}`, node, context.location, context),
    ParameterList(list, context) {
      for (const [index, raw] of Object.entries(list)) {
        const at = context.location.child([index]);
        const node = followRef(raw, at, context)?.node;
        demand(`Parameter ${isNode(node) ? String(node["name"]) : index}`, raw, at, context);
      }
    },
    Responses: demandOfEach("Response"),
    HeadersMap: demandOfEach("Header"),
    ExamplesMap: demandOfEach("Example"),
    NamedParameters: demandOfEach("Parameter"),
    NamedResponses: demandOfEach("Response"),
    NamedHeaders: demandOfEach("Header"),
    NamedExamples: demandOfEach("Example"),
    SchemaProperties(properties, context) {
      for (const [name, raw] of Object.entries(properties)) {
        if (holds(raw)) continue;
        // The evidence of a shared target can't say how *this* property is known.
        const beside = isRef(raw) ? `${fix} beside the $ref, also if the target has one.` : `${fix}.`;
        const message = `Property ${name} has no x-evidence. ${beside}`;
        context.report({ message, location: context.location.child([name]).key() });
      }
    },
    Schema(schema, context) {
      // `not: {enum}` states nothing of its own: it repeats the known tags, which np6/open-union holds it to.
      const excluded = context.key === "not" && !isRef(context.rawNode);
      if (!Array.isArray(schema["enum"]) || excluded || holds(schema)) return;
      const message = `This enum has no x-evidence. ${fix}: it says how the list of values is known.`;
      context.report({ message, location: context.location.child(["enum"]).key() });
    },
  };
};

function holds(node: unknown): boolean {
  return isNode(node) && Object.hasOwn(node, "x-evidence");
}
