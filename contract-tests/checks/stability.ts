import { isObject } from "../../src/shared/json.ts";
import { isUuid } from "../../src/shared/uuid.ts";
import type { Finding } from "../engine/check.ts";
import { identityOf, sameText, textOf } from "../engine/event.ts";
import { asksForExample } from "../engine/exchange.ts";
import { notExercised } from "../engine/reasons.ts";
import { exactly, lacksOldestAlone } from "./compare.ts";
import { responses } from "./judge-each.ts";
import { recordedIds, type SuiteCheck } from "./probe-ids.ts";
import { incomparable, lateArrivals, type Shown, shownEvents } from "./responses.ts";
import { grantedIds } from "./window-probes.ts";

/** Checks over the whole run. */
export const stabilityChecks: readonly SuiteCheck[] = [
  {
    id: "no-server-error",
    title: "no request of the run returns a 5xx",
    evidence: "http",
    pointer: `${responses}/500`,
    needs: ["ascending"],
    judge: (context) =>
      context.all().flatMap((result): Finding[] => {
        const { status = 0, plan } = result.exchange;
        // A status that was asked for is no failure, nor is one that says that a method is not supported, nor any to a
        // request of which nobody knows what to expect.
        const admitted =
          asksForExample(plan) ||
          (status === 501 && plan.method !== undefined) ||
          recordedIds.some((id) => id === result.id);
        return status >= 500 && !admitted
          ? [{ code: "server-error", expected: "no 5xx", actual: `status ${status}`, result }]
          : [];
      }),
  },
  {
    id: "repeat-stable",
    title: "a repeated request shows the same events, also to another client and in another coding",
    evidence: "assumed",
    pointer: "#/components/parameters/end",
    needs: ["ascending", "repeated", "compressed", "client"],
    anyOf: true,
    needsState: true,
    judge: (context) => {
      if (context.made(["ascending", "repeated"]).length < 2) return notExercised("base-response-unusable");
      const result = context.get("repeated");
      const late = lateArrivals(context).size;
      const expected = "no new event in a window that was read before";
      const arrived: Finding[] =
        late === 0
          ? []
          : [{ code: "late-events", expected, actual: `${late} appeared during the run`, result }];
      const again = context.made(["repeated", "compressed", "client"]);
      // A server may delete its oldest events at any time. Others belong to the window, whatever came before.
      const graded = (finding: Finding): Finding =>
        finding.code === "missing-events" && !lacksOldestAlone(context, finding.result)
          ? { ...finding, evidence: "documented" }
          : finding;
      return (
        incomparable(context) ?? [...again.flatMap((one) => exactly(context, one)).map(graded), ...arrived]
      );
    },
  },
  {
    id: "event-stable",
    title: "an event is the same in every response",
    evidence: "assumed",
    pointer: "#/components/schemas/NotificationEvent",
    needs: grantedIds,
    anyOf: true,
    needsState: true,
    judge: (context) => {
      const shown = shownEvents(context);
      if (shown.length === 0) return notExercised("no-events");
      const first = new Map<string, Shown>();
      return shown.flatMap((seen): Finding[] => {
        const before = first.get(identityOf(seen.event));
        if (!before) first.set(identityOf(seen.event), seen);
        return !before || sameText(canonical(before.event), canonical(seen.event))
          ? []
          : [
              {
                ...seen,
                code: "event-differs",
                expected: "the same event",
                actual: `it differs from the event in the response ${before.result.id}`,
              },
            ];
      });
    },
  },
];

/** Key order, white space, escapes and the letter case of uuids carry no meaning, so events are compared without. */
function canonical(value: unknown): string | undefined {
  return textOf(value, (_name, part) => {
    if (typeof part === "string") return isUuid(part) ? part.toLowerCase() : part;
    return isObject(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part;
  });
}
