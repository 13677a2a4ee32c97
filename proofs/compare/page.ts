import type { Peer } from "./peer.ts";
import type { PeerResult } from "./run-peer.ts";
import { comparedFaults, comparedIds, type PeerScore, scoreOf } from "./score.ts";

/** A tool with what it did; without where it could not run. */
export interface ComparedPeer {
  readonly peer: Peer;
  readonly version: string;
  readonly result?: PeerResult | undefined;
  readonly missing?: string | undefined;
}

/** The page that `npm run proof compare` writes. */
export function comparisonPage(compared: readonly ComparedPeer[]): string {
  const ran = compared.flatMap(({ peer, version, result }) =>
    result ? [{ peer, version, result, score: scoreOf(result) }] : [],
  );
  const others = ran.filter(({ peer }) => peer.id !== "suite");
  const together = new Set(others.flatMap(({ score }) => [...score.killed]));
  return [
    "# Comparison with other tools",
    "",
    "Written by `npm run proof compare`; do not edit. Each tool runs against the faulty servers and the conformant",
    `variations of \`proofs/suite-faults/\`, ${comparedFaults.length} and ${comparedIds.length - comparedFaults.length}, without the faults of our own client. Each run has a fresh server.`,
    "",
    "The faults were written from the contract and from reports of real APIs, but with this suite at hand, and we fixed it",
    "until it caught all of them. Its 100 % is therefore a requirement; only the shares of the others are findings.",
    "",
    "- **Killed**: the tool objects to something to which it does not object on the conformant sandbox. So a tool that",
    "  fails on the contract itself gets neither a kill nor a false alarm for that.",
    "- **False alarms**: the same, on a server that follows the contract.",
    "- **Requests**, **seconds**: the median over all servers. Seconds depend on what else the machine did: they show only",
    "  orders of magnitude.",
    ...(ran.every(({ result }) => result.servers.length === comparedIds.length)
      ? []
      : [
          "- A tool with smaller totals was run against each N-th server of the catalogue (`--every N`): its shares are coarser.",
        ]),
    "",
    ...table([
      [
        "tool",
        "version",
        "faults killed",
        "share",
        "false alarms",
        "objections to the sandbox",
        "requests",
        "seconds",
      ],
      ...ran.map(({ peer, version, score }) => row(peer, version, score)),
      ...compared
        .filter(({ result }) => result === undefined)
        .map(({ peer, missing = "" }) => [peer.title, "", `not run: ${missing}`, "", "", "", "", ""]),
    ]),
    "",
    `The other tools together kill ${together.size} of ${comparedFaults.length}.`,
    "",
    "## By topic",
    "",
    "How many of the faults that the tool ran against it killed.",
    "",
    ...table([
      ["topic", ...ran.map(({ peer }) => peer.title)],
      ...[...new Set(comparedFaults.map(({ topic }) => topic))].map((topic) => [
        topic,
        ...ran.map(({ result, score }) => byTopic(topic, result, score)),
      ]),
    ]),
    "",
    "## How each is set up, and what it cannot check",
    ...compared.flatMap(({ peer, missing }) => [
      "",
      `**${peer.title}.** Set up: ${peer.setUp}`,
      `Cannot check: ${peer.cannot}`,
      ...(missing === undefined
        ? []
        : [`Not run on the machine that wrote this page (${missing}), so its set-up is untested.`]),
    ]),
    "",
    "## False alarms",
    "",
    ...ran.map(
      ({ peer, score }) =>
        `- ${peer.title}: ${score.falseAlarms.size === 0 ? "none" : [...score.falseAlarms].join(", ")}`,
    ),
    "",
  ].join("\n");
}

function row({ title }: Peer, version: string, score: PeerScore): readonly string[] {
  const { faults, killed, variations, falseAlarms, baseline, requests, secondsAServer } = score;
  return [
    title,
    version,
    `${killed.size} of ${faults}`,
    `${Math.round((100 * killed.size) / faults)} %`,
    `${falseAlarms.size} of ${variations}`,
    String(baseline),
    String(requests),
    secondsAServer.toFixed(1),
  ];
}

function byTopic(topic: string, { servers }: PeerResult, { killed }: PeerScore): string {
  const ran = new Set(servers.map(({ id }) => id));
  const own = comparedFaults.filter((fault) => fault.topic === topic && ran.has(fault.id));
  return `${own.filter(({ id }) => killed.has(id)).length} of ${own.length}`;
}

function table([head = [], ...rows]: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}
