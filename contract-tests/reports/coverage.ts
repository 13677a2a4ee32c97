import { nodeAt } from "../engine/contract-document.ts";
import { valueAt } from "../engine/event.ts";
import type { ContractReport, WitnessCount } from "../engine/report.ts";

/** How much of the event model a run saw. */
export interface Coverage {
  readonly witnessed: number;
  readonly total: number;
  /** Names of the nodes never seen; of a branch that was not, the branch without its properties. */
  readonly unseen: readonly string[];
}

/** Counts the nodes of the event model that some event showed. */
export function coverageOf({ witnesses }: ContractReport): Coverage {
  const names = witnesses.filter(({ count }) => count === 0).map(witnessName);
  const branches = new Set(names.flatMap((name) => name.split(" › ")[1] ?? []));
  const unseen = names.filter((name) => !branches.has(name.split(".")[0] ?? ""));
  return { witnessed: witnesses.length - names.length, total: witnesses.length, unseen };
}

/** What tells a node of the event model apart: `Stamp.time`, or `Receiver › UnknownReceiver` for a branch. */
export function witnessName({ pointer }: Pick<WitnessCount, "pointer">): string {
  const [, union = pointer, keyword, index] = /^(.*)\/(anyOf|oneOf)\/(\d+)$/.exec(pointer) ?? [];
  const branches = keyword === undefined ? undefined : valueAt(nodeAt(union), keyword);
  const branch = Array.isArray(branches) ? valueAt(branches[Number(index)], "$ref") : undefined;
  return typeof branch === "string" ? `${shorten(union)} › ${shorten(branch)}` : shorten(pointer);
}

function shorten(pointer: string): string {
  return pointer.replace("#/components/schemas/", "").replaceAll("/properties/", ".");
}
