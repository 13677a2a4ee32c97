import type { EventKind } from "../../generated/event-kinds.js";
import { checks as catalogue } from "../checks/index.ts";
import { addToCoverage, emptyCoverage } from "../contract-model/schema-coverage.ts";
import { allObservations } from "../observations/index.ts";
import { recordedIds } from "../observations/recorded-only.ts";
import { answerQuestions } from "../open-questions/answer-questions.ts";
import type { Check, Finding } from "./check.ts";
import { eventModel } from "./contract.ts";
import { distinctEvents } from "./distinct-events.ts";
import { exitCodeOf, nothingJudged } from "./exit-code.ts";
import { type MadeScene, makeScenes } from "./make-scene.ts";
import { mask } from "./mask.ts";
import { liveRecorder, type Recorder } from "./recorder.ts";
import type { CheckResult, ContractReport } from "./report.ts";
import type { ContractSettings } from "./settings.ts";
import { toViolation } from "./violation.ts";

/** Violations of one check on one endpoint that a report shows; the first ones tell, thousands would bury them. */
const maxViolations = 10;

/**
 * Holds a server to the contract: makes the observations that the chosen checks need, once each, and judges them.
 *
 * Sends GET alone, save the two probes that `settings.probes` allows; one request at a time; at most 120.
 */
export async function runContract(
  target: string,
  settings: ContractSettings,
  recorder: Recorder = liveRecorder(settings),
): Promise<ContractReport> {
  const startedAt = new Date();
  const chosen = catalogue.filter(
    ({ id, needsExamples }) =>
      (settings.checks?.has(id) ?? true) && (settings.examplesOnRequest || needsExamples !== true),
  );
  // Who chose some checks wants those judged, and nothing else asked.
  const recorded = settings.checks === undefined ? recordedIds : [];
  const needed = withPrerequisites(new Set([...chosen.flatMap(({ needs }) => needs), ...recorded]));
  const scenes = await makeScenes(settings, needed, recorder).finally(() => recorder.close());
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
    schemaVersion: 1 as const,
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
    witnesses: [...coverage].map(([pointer, count]) => ({ pointer, count })),
    events: Object.fromEntries(
      scenes.map((scene) => [scene.kind, [...distinctEvents(scene)].length]),
    ) as Record<EventKind, number>,
    firstContact:
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

/** The observations asked for and those that their requests are derived from. */
function withPrerequisites(ids: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(ids);
  for (const row of [...allObservations].reverse()) {
    if (all.has(row.id)) for (const id of row.after ?? []) all.add(id);
  }
  return all;
}
