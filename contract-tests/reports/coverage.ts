import { nodeAt } from "../engine/contract-document.ts";
import { valueAt } from "../engine/event.ts";
import type { ContractReport, WitnessCount } from "../engine/report.ts";

/** How much of the event model a run saw. */
export interface Coverage {
  readonly witnessed: number;
  readonly total: number;
  /** Names of the nodes never seen. */
  readonly unseen: readonly string[];
}

/** Counts the nodes of the event model that some event showed. */
export function coverageOf({ witnesses }: ContractReport): Coverage {
  const unseen = witnesses.filter(({ count }) => count === 0).map(witnessName);
  return { witnessed: witnesses.length - unseen.length, total: witnesses.length, unseen };
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
