import { faults, variations } from "../suite-faults/catalogue.ts";
import type { PeerResult } from "./run-peer.ts";

/** Faults that a tool can see: those of our client stand behind this suite alone. */
export const comparedFaults: typeof faults = faults.filter(({ client }) => client === undefined);

/** Servers that the tools are run against. */
export const comparedIds: readonly string[] = [...comparedFaults, ...variations].map(({ id }) => id);

/** How a tool did. */
export interface PeerScore {
  /** Faulty servers it was run against. */
  readonly faults: number;
  /** Ids of those that it told from the conformant server. */
  readonly killed: ReadonlySet<string>;
  /** Conformant variations it was run against. */
  readonly variations: number;
  readonly falseAlarms: ReadonlySet<string>;
  /** Objections to the conformant server, which count nowhere else. */
  readonly baseline: number;
  /** Of the conformant run and all others, the middle one. */
  readonly requests: number;
  readonly secondsAServer: number;
}

/**
 * Counts what a tool told from the conformant server: a server on which it objects to something that it does not object
 * to there. A tool that fails on everything has told nothing.
 */
export function scoreOf({ baseline, servers }: PeerResult): PeerScore {
  const told = new Set(
    servers
      .filter(({ complaints }) => complaints.some((complaint) => !baseline.includes(complaint)))
      .map(({ id }) => id),
  );
  const ran = new Set(servers.map(({ id }) => id));
  const idsOf = (rows: readonly { readonly id: string }[]) =>
    rows.map(({ id }) => id).filter((id) => ran.has(id));
  const faulty = idsOf(comparedFaults);
  const sound = idsOf(variations);
  return {
    faults: faulty.length,
    killed: new Set(faulty.filter((id) => told.has(id))),
    variations: sound.length,
    falseAlarms: new Set(sound.filter((id) => told.has(id))),
    baseline: baseline.length,
    requests: median(servers.map(({ requests }) => requests)),
    secondsAServer: median(servers.map(({ durationMs }) => durationMs)) / 1000,
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
