import type { EventKind } from "../../generated/contract.js";
import { addToCoverage, emptyCoverage } from "../contract-model/schema-coverage.ts";
import type { Check, Finding, Verdict } from "./check.ts";
import { eventModel } from "./contract.ts";
import { pointerOn } from "./endpoint.ts";
import { distinctEvents, type EndpointContext } from "./endpoint-context.ts";
import { excerptOf } from "./excerpt.ts";
import { exitCodeOf, nothingJudged } from "./exit-code.ts";
import { mask } from "./mask.ts";
import type { Probe } from "./probe.ts";
import { type TellProgress, withProgress } from "./progress.ts";
import { notExercised, type Reason } from "./reasons.ts";
import type { Recorder } from "./recorder.ts";
import type { Cause, CheckResult, ContractReport, OpenQuestionsResult } from "./report.ts";
import { checkBudget, type requestBudget } from "./request-budget.ts";
import { sendProbes } from "./send-probes.ts";
import type { ContractSettings } from "./settings.ts";
import { toViolation } from "./violation.ts";

/** Violations of one check on one endpoint that a report shows; the first ones tell, thousands would bury them. */
const maxViolations = 10;

/** The checks and probes of a run. They are passed in: the engine itself knows none. */
export interface Catalogue {
  readonly checks: readonly Check[];
  /** In the order in which they are sent to an endpoint. */
  readonly probes: readonly Probe[];
  /** Finds the causes of the violations of a run. The causes that explain most come first. */
  diagnose(
    contexts: readonly EndpointContext[],
    judgments: readonly Judgment[],
    settings: ContractSettings,
  ): readonly Cause[];
  /**
   * Answers the open questions from a run of all checks.
   *
   * @param mask Masks the key and personal data in a text.
   */
  answerQuestions(
    run: { readonly contexts: readonly EndpointContext[]; readonly results: readonly CheckResult[] },
    baseUrl: string,
    mask: (text: string) => string,
  ): OpenQuestionsResult;
}

/**
 * Tests a server with a catalogue: sends the probes that the chosen checks need, once each, and judges the responses.
 *
 * It sends only GET requests, except for the two probes that `settings.probes` allows; one request at a time; at most
 * {@link requestBudget}.
 *
 * @throws UsageError before anything is sent, when more requests are planned than a run may send.
 */
export async function runCatalogue(
  { checks, probes, diagnose, answerQuestions }: Catalogue,
  target: string,
  settings: ContractSettings,
  recorder: Recorder,
  tell: TellProgress = () => {},
): Promise<ContractReport> {
  const startedAt = new Date();
  const chosen = checks.filter(
    ({ id, needsExamples }) =>
      (settings.checks?.has(id) ?? true) && (settings.examplesOnRequest || needsExamples !== true),
  );
  // A user who chose some checks wants only those, and no other requests.
  const recorded = settings.checks === undefined ? probes.filter(({ recordedOnly }) => recordedOnly) : [];
  const ids = [...chosen.flatMap(({ needs }) => needs), ...recorded.map(({ id }) => id)];
  const needed = withPrerequisites(probes, new Set(ids));
  const planned = checkBudget(
    probes.filter(({ id }) => needed.has(id)),
    settings,
  );
  const telling = withProgress(recorder, planned, tell);
  const contexts = await sendProbes(probes, settings, needed, telling).finally(() => recorder.close());
  const judgments = chosen.flatMap((check) =>
    check.scope === "run"
      ? [judge(check, "all", contexts, settings)]
      : contexts
          .filter(({ kind }) => check.kinds?.includes(kind) ?? true)
          .map((context) => judge(check, context.kind, [context], settings)),
  );
  const results = judgments.map(({ result }) => result);
  const unjudged = nothingJudged(
    contexts.flatMap((context) => context.all().map(({ exchange }) => exchange)),
  );
  const coverage = emptyCoverage(eventModel);
  for (const context of contexts) {
    for (const event of distinctEvents(context)) addToCoverage(eventModel, coverage, event);
  }
  const report = {
    schemaVersion: 2 as const,
    target,
    baseUrl: settings.baseUrl,
    notificationId: settings.notificationId,
    window: written(settings.window),
    ...narrowedIn(contexts, settings),
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    requests: recorder.requests,
    strict: settings.strict,
    requireExercised: settings.requireExercised,
    stopped: unjudged ?? recorder.stopped,
    causes: unjudged === undefined ? diagnose(contexts, judgments, settings) : [],
    results,
    schemaCoverage: [...coverage].map(([pointer, count]) => ({ pointer, count })),
    events: Object.fromEntries(
      contexts.map((context) => [context.kind, [...distinctEvents(context)].length]),
    ) as Record<EventKind, number>,
    openQuestions:
      settings.stateful && settings.checks === undefined
        ? answerQuestions({ contexts, results }, settings.baseUrl, (text) => mask(text, settings.apiKey))
        : undefined,
  };
  return { ...report, exitCode: exitCodeOf(report, unjudged === undefined) };
}

function written({ start, end }: ContractSettings["window"]): ContractReport["window"] {
  return { start: new Date(start).toISOString(), end: new Date(end).toISOString() };
}

function narrowedIn(
  contexts: readonly EndpointContext[],
  { window }: ContractSettings,
): Pick<ContractReport, "narrowed"> {
  const narrower = contexts.filter((one) => one.window.start > window.start || one.window.end < window.end);
  return narrower.length === 0
    ? {}
    : { narrowed: Object.fromEntries(narrower.map((one) => [one.kind, written(one.window)])) };
}

/** A check on an endpoint, or over all of them: its result as a report shows it, and all that it found. */
export interface Judgment {
  readonly check: Check;
  readonly endpoint: CheckResult["endpoint"];
  readonly result: CheckResult;
  readonly findings: readonly Finding[];
}

/** The reason for which a check cannot be judged on an endpoint; `undefined` when it can. */
function missingFor(check: Check, context: EndpointContext): Reason | undefined {
  const missing = check.needs.filter((id) => context.made([id]).length === 0);
  if (check.anyOf && missing.length < check.needs.length) return undefined;
  return missing.map((id) => context.unmade(id) ?? ("base-response-unusable" as const))[0];
}

/** Judges one check on one endpoint, or over all of them. */
export function judge(
  check: Check,
  endpoint: CheckResult["endpoint"],
  contexts: readonly EndpointContext[],
  settings: ContractSettings,
): Judgment {
  const verdict = verdictOf(check, contexts, settings);
  const unjudged = "notExercised" in verdict;
  const findings = unjudged ? [] : verdict;
  const level = (finding: Finding) => finding.evidence ?? check.evidence;
  const fails = settings.strict || findings.some((finding) => level(finding) !== "assumed");
  const quoted = new Set<string>();
  const result: CheckResult = {
    check: check.id,
    title: check.title,
    endpoint,
    evidence: check.evidence,
    pointer: pointerOn(check.pointer, endpoint),
    outcome: unjudged ? "not-exercised" : findings.length === 0 ? "passed" : fails ? "failed" : "refuted",
    ...(unjudged ? { reason: verdict.notExercised } : {}),
    // Violations that fail the run come first.
    violations: withoutRepetitions(
      findings.toSorted((a, b) => Number(level(a) === "assumed") - Number(level(b) === "assumed")),
    ).map((finding) => {
      const violation = toViolation(check, endpoint, finding, settings);
      const excerpt = quoted.has(violation.fingerprint) ? undefined : excerptOf(finding, settings.apiKey);
      quoted.add(violation.fingerprint);
      return excerpt === undefined ? violation : { ...violation, excerpt };
    }),
  };
  return { check, endpoint, result, findings };
}

/**
 * As many findings as a report shows. One of each kind is always among them: a baseline that knows the first ten violations
 * of a check must not hide another one behind them.
 */
function withoutRepetitions(findings: readonly Finding[]): readonly Finding[] {
  const kindOf = ({ code, pointer = "" }: Finding) => `${code} ${pointer}`;
  const missing = new Set(findings.map(kindOf));
  let repetitions = maxViolations - missing.size;
  return findings.filter((finding) => missing.delete(kindOf(finding)) || repetitions-- > 0);
}

function verdictOf(
  check: Check,
  contexts: readonly EndpointContext[],
  { stateful }: ContractSettings,
): Verdict {
  if (check.needsState && !stateful) return notExercised("stateless-target");
  const able = contexts.filter((context) => missingFor(check, context) === undefined);
  const [context] = able;
  if (!context) {
    const missing = contexts.flatMap((one) => missingFor(check, one) ?? []);
    // Where a probe is for one endpoint, the others were not to send it: that says nothing.
    const reason = missing.find((one) => one !== "probe-not-allowed") ?? missing[0];
    return notExercised(reason ?? "base-response-unusable");
  }
  const verdict = check.judge(context, able);
  if ("notExercised" in verdict || verdict.length > 0) return verdict;
  // Silence violates most rules as little as an empty list does, and satisfies none.
  const silent = able
    .flatMap(({ made }) => made(check.needs))
    .every(({ exchange }) => exchange.status === undefined);
  return silent ? notExercised("no-response") : verdict;
}

/** The probes asked for and those that their requests are derived from. */
function withPrerequisites(probes: readonly Probe[], ids: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(ids);
  for (const probe of [...probes].reverse()) {
    if (all.has(probe.id)) for (const id of probe.after ?? []) all.add(id);
  }
  return all;
}
