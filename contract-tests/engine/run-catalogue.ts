import type { EventKind } from "../../generated/contract.js";
import { addToCoverage, emptyCoverage } from "../contract-model/schema-coverage.ts";
import type { Check, Finding } from "./check.ts";
import { eventModel } from "./contract.ts";
import { distinctEvents } from "./distinct-events.ts";
import { exitCodeOf, nothingJudged } from "./exit-code.ts";
import { type MadeScene, makeScenes } from "./make-scene.ts";
import { mask } from "./mask.ts";
import type { Probe } from "./probe.ts";
import type { Recorder } from "./recorder.ts";
import type { CheckResult, ContractReport, OpenQuestionsResult } from "./report.ts";
import type { ContractSettings } from "./settings.ts";
import { toViolation } from "./violation.ts";

/** Violations of one check on one endpoint that a report shows; the first ones tell, thousands would bury them. */
const maxViolations = 10;

/** What a run holds a server to. It is passed in: the engine knows no check and no probe. */
export interface Catalogue {
  readonly checks: readonly Check[];
  /** In the order in which they are sent to an endpoint. */
  readonly probes: readonly Probe[];
  /**
   * What a run of all checks tells of the open questions.
   *
   * @param mask Takes the key and personal data out of a text.
   */
  answerQuestions(
    run: { readonly scenes: readonly MadeScene[]; readonly results: readonly CheckResult[] },
    baseUrl: string,
    mask: (text: string) => string,
  ): OpenQuestionsResult;
}

/**
 * Holds a server to a catalogue: makes the observations that the chosen checks need, once each, and judges them.
 *
 * Sends GET alone, save the two probes that `settings.probes` allows; one request at a time; at most 120.
 */
export async function runCatalogue(
  { checks, probes, answerQuestions }: Catalogue,
  target: string,
  settings: ContractSettings,
  recorder: Recorder,
): Promise<ContractReport> {
  const startedAt = new Date();
  const chosen = checks.filter(
    ({ id, needsExamples }) =>
      (settings.checks?.has(id) ?? true) && (settings.examplesOnRequest || needsExamples !== true),
  );
  // Who chose some checks wants those judged, and nothing else asked.
  const recorded = settings.checks === undefined ? probes.filter(({ recordedOnly }) => recordedOnly) : [];
  const ids = [...chosen.flatMap(({ needs }) => needs), ...recorded.map(({ id }) => id)];
  const needed = withPrerequisites(probes, new Set(ids));
  const scenes = await makeScenes(probes, settings, needed, recorder).finally(() => recorder.close());
  const results = chosen.flatMap((check) =>
    check.scope === "run"
      ? [judge(check, "all", scenes, settings)]
      : scenes.map((scene) => judge(check, scene.kind, [scene], settings)),
  );
  const unjudged = nothingJudged(scenes.flatMap((scene) => scene.all().map(({ exchange }) => exchange)));
  const coverage = emptyCoverage(eventModel);
  for (const scene of scenes) {
    for (const event of distinctEvents(scene)) addToCoverage(eventModel, coverage, event);
  }
  const report = {
    schemaVersion: 2 as const,
    target,
    baseUrl: settings.baseUrl,
    notificationId: settings.notificationId,
    window: {
      start: new Date(settings.window.start).toISOString(),
      end: new Date(settings.window.end).toISOString(),
    },
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    requests: recorder.requests,
    strict: settings.strict,
    requireExercised: settings.requireExercised,
    stopped: unjudged ?? recorder.stopped,
    results,
    schemaCoverage: [...coverage].map(([pointer, count]) => ({ pointer, count })),
    events: Object.fromEntries(
      scenes.map((scene) => [scene.kind, [...distinctEvents(scene)].length]),
    ) as Record<EventKind, number>,
    openQuestions:
      settings.stateful && settings.checks === undefined
        ? answerQuestions({ scenes, results }, settings.baseUrl, (text) => mask(text, settings.apiKey))
        : undefined,
  };
  return { ...report, exitCode: exitCodeOf(report, unjudged === undefined) };
}

/** Judges one check on one endpoint, or over all of them. */
export function judge(
  check: Check,
  endpoint: CheckResult["endpoint"],
  scenes: readonly MadeScene[],
  settings: ContractSettings,
): CheckResult {
  const row = {
    check: check.id,
    title: check.title,
    endpoint,
    evidence: check.evidence,
    pointer: check.pointer.replace("{kind}", endpoint),
  };
  const able = scenes.filter((scene) => scene.missing(check) === undefined);
  const [scene] = able;
  const stateless = check.needsState && !settings.stateful ? "stateless-target" : undefined;
  if (stateless || !scene) {
    const reason = stateless ?? scenes[0]?.missing(check);
    return { ...row, outcome: "not-exercised", reason, violations: [] };
  }
  const verdict = check.judge(scene, able);
  if ("notExercised" in verdict) {
    return { ...row, outcome: "not-exercised", reason: verdict.notExercised, violations: [] };
  }
  const level = (finding: Finding) => finding.evidence ?? check.evidence;
  // What fails the run is shown first: among many refuted assumptions it would be cut off.
  const violations = verdict
    .toSorted((a, b) => Number(level(a) === "assumed") - Number(level(b) === "assumed"))
    .slice(0, maxViolations)
    .map((finding) => toViolation(check, endpoint, finding, settings));
  if (verdict.length === 0) return { ...row, outcome: "passed", violations };
  const fails = settings.strict || verdict.some((finding) => level(finding) !== "assumed");
  return { ...row, outcome: fails ? "failed" : "refuted", violations };
}

/** The probes asked for and those that their requests are derived from. */
function withPrerequisites(probes: readonly Probe[], ids: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(ids);
  for (const probe of [...probes].reverse()) {
    if (all.has(probe.id)) for (const id of probe.after ?? []) all.add(id);
  }
  return all;
}
