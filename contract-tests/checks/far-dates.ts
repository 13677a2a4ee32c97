import { leapDay } from "../engine/boundaries.ts";
import type { Verdict } from "../engine/check.ts";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import { notExercised } from "../engine/reasons.ts";
import { ask, onlyOn } from "./ask.ts";
import { exactly } from "./compare.ts";
import type { ProbeId, SuiteCheck, SuiteProbe } from "./probe-ids.ts";
import { incomparable } from "./responses.ts";
import { nothing } from "./window.ts";
import { withBoundaries, withoutEvents } from "./window-probes.ts";

/*
 * Bounds that are far away, and the day that most years do not have. Programs count in 32 bits, mistake 0 for nothing, and know
 * no time before 1970. How far dates may reach is not stated, so a server may reject them; what it accepts, it must read.
 */

/** The last second before 1970. */
const before1970 = -1000;
/** The beginning of 1970: 0 in most ways to count. */
const epoch = 0;
/** The first second that 32 bits with a sign cannot count: 19 January 2038. */
const after2038 = 2 ** 31 * 1000;

/** The last 29 February that began before an instant. */
export function leapDayBefore(instant: number): number {
  for (let year = new Date(instant).getUTCFullYear(); ; year--) {
    const [day = instant] = leapDay(year);
    if (day < instant) return day;
  }
}

/** One request each, shared by the endpoints. */
export const farDateProbes: readonly SuiteProbe[] = [
  onlyOn(
    0,
    withBoundaries("start-far-past", ({ points }) => ask({ start: before1970, end: points.tie.early })),
  ),
  onlyOn(
    1,
    withoutEvents("end-far-past", () => ({ end: epoch })),
  ),
  onlyOn(
    2,
    withoutEvents("start-far-future", () => ({ start: after2038 })),
  ),
  onlyOn(
    1,
    withBoundaries("end-far-future", ({ points }) => ask({ start: points.tie.late, end: after2038 })),
  ),
  // On the endpoint of the start before 1970, which it is compared with.
  onlyOn(
    0,
    withBoundaries("start-leap-day", ({ points }, { window }) =>
      ask({ start: leapDayBefore(window.start), end: points.tie.early }),
    ),
  ),
];

function isRejected(context: EndpointContext, id: ProbeId): boolean {
  const { status = 0 } = context.get(id).exchange;
  return status >= 400 && status < 500;
}

/** A request that may be rejected; otherwise, the response holds exactly what its bounds admit. */
function exactlyIfAccepted(context: EndpointContext, id: ProbeId): Verdict {
  return incomparable(context) ?? (isRejected(context, id) ? [] : exactly(context, context.get(id)));
}

const row = {
  evidence: "assumed",
  pointer: "#/components/schemas/Instant",
  scope: "run",
  needsState: true,
} as const;

/** Checks of the meaning of a far date, if the server accepts it. */
export const farDateChecks: readonly SuiteCheck[] = [
  {
    ...row,
    id: "date-start-far-past",
    title: "a start before 1970 is rejected, or returns every event before end",
    needs: ["ascending", "start-far-past"],
    judge: (context) => exactlyIfAccepted(context, "start-far-past"),
  },
  {
    ...row,
    id: "date-end-far-past",
    title: "an end at the beginning of 1970 is rejected, or returns no event",
    needs: ["end-far-past"],
    judge: (context) => nothing(context, "end-far-past"),
  },
  {
    ...row,
    id: "date-start-far-future",
    title: "a start after 2038 is rejected, or returns no event",
    needs: ["start-far-future"],
    judge: (context) => nothing(context, "start-far-future"),
  },
  {
    ...row,
    id: "date-end-far-future",
    title: "an end after 2038 is rejected, or returns every event from start on",
    needs: ["ascending", "end-far-future"],
    judge: (context) => exactlyIfAccepted(context, "end-far-future"),
  },
  {
    ...row,
    id: "date-leap-day",
    title: "a start on 29 February is accepted if an earlier start is",
    needs: ["ascending", "start-leap-day", "start-far-past"],
    judge(context) {
      if (isRejected(context, "start-leap-day") && isRejected(context, "start-far-past"))
        return notExercised("far-date-rejected");
      return incomparable(context) ?? exactly(context, context.get("start-leap-day"));
    },
  },
];
