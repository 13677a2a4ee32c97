import { fingerprint, fingerprintsOf, type HeldEvidence, isExpected } from "./evidence.ts";
import { type Level, levelOf, type RuleId } from "./rules.ts";

/** One difference, and each operation that has it. */
export interface DriftFinding {
  readonly rule: RuleId;
  readonly level: Level;
  readonly operations: readonly string[];
  /** The subject, as it is on the wire: `query start`, `200 [].source.type`. */
  readonly subject: string;
  /** Where our contract says it, as a JSON pointer into the bundle. */
  readonly pointer: string;
  readonly ours: string;
  readonly theirs: string;
  /** Where the other document says it; undefined where it says nothing. */
  readonly theirPointer: string | undefined;
}

/** A statement of our contract that another source than the vendor's document supports, or none. */
export interface ComparedStatement {
  readonly pointer: string;
  readonly level: string;
  readonly source: string;
  /** The subject itself, or that it is always there. */
  readonly fact: "stated" | "required";
  readonly subject: string;
}

export interface Result {
  readonly findings: readonly DriftFinding[];
  /** Statements that the other document now has too, so that their level may be raised. */
  readonly agreed: readonly ComparedStatement[];
  /** Statements that the other document still lacks. */
  readonly unstated: readonly ComparedStatement[];
}

/** The place that is being compared: the operation, and the place on the wire. */
export interface Spot {
  readonly operation: string;
  readonly subject: string;
  readonly part: "request-parameter" | "response-header" | "response-body" | "response-property";
  /** Our nearest evidence: holds for what has none of its own. */
  readonly evidence: HeldEvidence | undefined;
  readonly pointer: string;
  /** The one kind of events that belongs to this operation. */
  readonly kind?: string | undefined;
}

export interface Values {
  readonly ours: string;
  readonly theirs: string;
  readonly theirPointer?: string | undefined;
  /** An open union is what changed. */
  readonly open?: boolean;
}

/** Collects what the comparison finds. */
export interface Comparison {
  /** Two versions of our own contract: whatever one does not say, it lacks. Else evidence decides what absence means. */
  readonly strict: boolean;
  expects(evidence: HeldEvidence | undefined): boolean;
  differs(rule: RuleId, spot: Spot, values: Values): void;
  /** The result for one of our statements at one place. A place that contradicts it outweighs others. */
  judged(spot: Spot, verdict: DriftVerdict, fact?: ComparedStatement["fact"]): void;
  /**
   * Takes what the other document says in words about the subject of `spot`; without evidence, just in passing. A sentence
   * of ours may stand elsewhere in the same operation, but not where another sentence is expected.
   */
  reads(spot: Spot, texts: readonly string[], theirPointer: string): void;
  result(): Result;
}

const verdicts = ["unstated", "agreed", "contradicted"] as const;
export type DriftVerdict = (typeof verdicts)[number];

export function startComparison({ strict }: { readonly strict: boolean }): Comparison {
  const findings = new Map<string, DriftFinding>();
  const statements = new Map<string, ComparedStatement & { verdict: DriftVerdict }>();
  const readings: { spot: Spot; texts: readonly string[]; theirPointer: string }[] = [];

  function differs(rule: RuleId, spot: Spot, { ours, theirs, theirPointer, open }: Values): void {
    const { operation, subject, pointer } = spot;
    const key = JSON.stringify([rule, subject, pointer, ours, theirs]);
    const before = findings.get(key);
    const operations = before?.operations.includes(operation)
      ? before.operations
      : [...(before?.operations ?? []), operation];
    findings.set(key, {
      rule,
      level: levelOf(rule, open),
      operations,
      subject,
      pointer,
      ours,
      theirs,
      theirPointer,
    });
  }

  function findWording(): void {
    const known = new Set(
      readings.flatMap(({ spot: { operation, evidence }, texts }) =>
        fingerprintsOf(texts).map((print) => `${operation} ${evidence?.fingerprint ?? "any"} ${print}`),
      ),
    );
    for (const { spot, texts, theirPointer } of readings) {
      const expected = spot.evidence?.fingerprint;
      const meant = [expected, "any"].map((subject) => `${spot.operation} ${subject} ${expected}`);
      if (expected === undefined || meant.some((key) => known.has(key))) continue;
      const text = texts.join(" ");
      const theirs = text === "" ? "no text" : `${text} (fingerprint ${fingerprint(text)})`;
      differs("wording", spot, { ours: `fingerprint ${expected}`, theirs, theirPointer });
    }
  }

  return {
    strict,
    expects: (evidence) => strict || isExpected(evidence),
    differs,
    judged({ evidence, subject }, verdict, fact = "stated") {
      if (strict || evidence === undefined) return;
      const { pointer, level, source } = evidence;
      // Nothing says of `required` how it is known: by the rule of this contract, it is assumed.
      const graded = fact === "required" ? "assumed" : level;
      const key = `${fact} ${pointer}`;
      const before = statements.get(key)?.verdict ?? verdict;
      const weight = Math.max(verdicts.indexOf(before), verdicts.indexOf(verdict));
      const { subject: first = subject } = statements.get(key) ?? {};
      statements.set(key, {
        pointer,
        level: graded,
        source,
        fact,
        subject: first,
        verdict: verdicts[weight] ?? verdict,
      });
    },
    reads(spot, texts, theirPointer) {
      if (!strict) readings.push({ spot, texts, theirPointer });
    },
    result() {
      findWording();
      const open = [...statements.values()].filter(({ level }) => level !== "documented");
      const of = (wanted: DriftVerdict) =>
        open.flatMap(({ verdict, ...statement }) => (verdict === wanted ? [statement] : []));
      return { findings: [...findings.values()], agreed: of("agreed"), unstated: of("unstated") };
    },
  };
}
