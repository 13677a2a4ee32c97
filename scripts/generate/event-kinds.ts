import { type JsonObject, objectAt } from "../../src/shared/json.ts";
import { codeBanner } from "./banner.ts";

/** An endpoint of the contract and what it hands out. */
export interface EventKind {
  /** Last segment of the path, such as `activations`. */
  readonly kind: string;
  readonly operationId: string;
  readonly path: string;
  /** Tag of the events, such as `activation`: the operation's `x-event-type`. */
  readonly eventType: string;
}

/** The operations that carry `x-event-type`, in the order of the document. */
export function readEventKinds(document: JsonObject): readonly EventKind[] {
  return Object.keys(objectAt(document, "paths")).flatMap((path) => {
    const operation = objectAt(document, "paths", path, "get");
    const { operationId, "x-event-type": eventType } = operation;
    if (typeof operationId !== "string" || typeof eventType !== "string") return [];
    return [{ kind: path.slice(path.lastIndexOf("/") + 1), operationId, path, eventType }];
  });
}

/** `event-kinds.js` and its declaration: the kinds as data with literal types, so that no other file repeats a path. */
export function renderEventKinds(document: JsonObject): { js: string; dts: string } {
  const kinds = readEventKinds(document);
  const entries = kinds.map(({ kind, ...rest }) => [kind, rest] as const);
  const fields = (entry: Omit<EventKind, "kind">, mark: string) =>
    Object.entries(entry).map(([name, value]) => `    ${mark}${name}: ${JSON.stringify(value)}`);
  return {
    js: `${codeBanner}
export const eventKinds = {
${entries.map(([kind, entry]) => `  ${kind}: {\n${fields(entry, "").join(",\n")},\n  },`).join("\n")}
};
`,
    dts: `${codeBanner}
/** What each endpoint is called in the contract, where it is and the \`type\` of its events. */
export declare const eventKinds: {
${entries.map(([kind, entry]) => `  readonly ${kind}: {\n${fields(entry, "readonly ").join(";\n")};\n  };`).join("\n")}
};

/** A kind of events: the last segment of its endpoint's path. */
export type EventKind = ${kinds.map(({ kind }) => JSON.stringify(kind)).join(" | ")};
`,
  };
}
