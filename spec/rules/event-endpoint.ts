import { type Context, followRef, isNode, type Location, type RedoclyRule } from "./redocly.ts";

/** The last segment of the path is a name in commands, in addresses and in the database. */
const usable = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** The other members of a client. With a `then`, a client would be mistaken for a promise. */
const takenNames: readonly string[] = ["raw", "then", "constructor"];

/** The tables of a sync beside its views: `np6_events` and so on. */
const tables: readonly string[] = ["events", "streams", "changes", "budget", "schema"];

/** The type of events gives its name to a TypeScript type and to a guard. */
const usableType = /^[a-z][a-z0-9]*(?:[ _-][a-z0-9]+)*$/i;

/**
 * `npm run generate` makes an event kind of each GET that has `x-event-type`, and calls it by the last segment of its
 * path. It would pass over an endpoint without `x-event-type`, and of two kinds with one name it would lose one.
 */
export const eventEndpoint: RedoclyRule = () => ({
  Root: {
    enter(root, context) {
      const paths = isNode(root["paths"]) ? root["paths"] : {};
      const named = new Map<string, string>();
      for (const [path, raw] of Object.entries(paths)) {
        const place = context.location.child(["paths", path]);
        const operation = getOperation(raw, place, context);
        if (operation === undefined) continue;
        const type = operation.node["x-event-type"];
        const isEndpoint = type !== undefined || /\/events(?:\/|$)/.test(path);
        if (!isEndpoint) continue;
        if (typeof type !== "string" || type === "") {
          const message =
            "This endpoint lists events, but does not say which. Give it x-event-type: the type of its events, such as activation.";
          context.report({ message, location: operation.location.key() });
        } else if (!usableType.test(type) || type === "unknown") {
          const message = `The TypeScript type of the events is called after "${type}". It needs words of letters and digits that start with a letter, and the client calls events of all other types "unknown".`;
          context.report({ message, location: operation.location.child(["x-event-type"]).key() });
        }
        const kind = path.slice(path.lastIndexOf("/") + 1);
        if (takenNames.includes(kind)) {
          const message = `The last segment of the path gives the client's method its name, and the client has another use for ${takenNames.join(", ")}. Give the path another last segment.`;
          context.report({ message, location: place.key() });
        } else if (tables.includes(kind)) {
          const message = `np6-events sync calls the view of this event kind np6_${kind}, which is a table of its own. Give the path another last segment than ${tables.join(", ")}.`;
          context.report({ message, location: place.key() });
        } else if (!usable.test(kind)) {
          const message = `The last segment of the path, "${kind}", names the event kind in the client and in commands. It needs lower-case letters, digits and single dashes, and starts with a letter.`;
          context.report({ message, location: place.key() });
        }
        const other = named.get(kind);
        if (other !== undefined) {
          const message = `${other} ends in ${kind}, too. The last segment of the path names the event kind, so no two endpoints of events may share it.`;
          context.report({ message, location: place.key() });
        }
        named.set(kind, path);
      }
    },
  },
});

function getOperation(raw: unknown, place: Location, context: Context) {
  const item = followRef(raw, place, context);
  if (item === undefined || !isNode(item.node)) return undefined;
  const operation = followRef(item.node["get"], item.location.child(["get"]), context);
  if (operation === undefined || !isNode(operation.node)) return undefined;
  return { node: operation.node, location: operation.location };
}
