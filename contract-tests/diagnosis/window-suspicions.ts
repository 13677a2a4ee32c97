import type { Condition } from "./condition.ts";
import type { Listing, Request } from "./requests.ts";
import {
  type BrokenStatement,
  isAboutDates,
  isAboutOrder,
  pointers,
  queryStandard,
  type Run,
  type Suspicion,
  type Symptom,
} from "./suspicion.ts";

/** Checks that compare the lists of events of several requests. */
const comparing = /^(window-|date-|sort-.*permutation|ties-kept|repeat-stable|content-encoding|sort-mirror)/;

/** The errors in a list of events, for lists that could show them. */
interface Misreading {
  readonly says: string;
  readonly of: string;
  readonly pointer: string;
  /** Whether it says only that a window is wrong, and at which side. */
  readonly vague?: boolean;
  /** Whether a request could show it. */
  concerns(listing: Listing, request: Request): boolean;
  shows(listing: Listing, request: Request): boolean;
}

const start = ({ result }: Request) => result.asked.start;
const end = ({ result }: Request) => result.asked.end;
const isForwards = (request: Request) => (start(request) ?? -Infinity) <= (end(request) ?? Infinity);
const first = (times: readonly number[]) => times[0] ?? Infinity;
const last = (times: readonly number[]) => times.at(-1) ?? -Infinity;
const afterEnd = ({ known }: Listing, request: Request) =>
  known.filter((time) => time >= (end(request) ?? Infinity));
const beforeStart = ({ known }: Listing, request: Request) =>
  known.filter((time) => time < (start(request) ?? -Infinity));
const withEnd = {
  of: "requests with an `end` after which events were published",
  pointer: pointers.end,
  concerns: (listing: Listing, request: Request) =>
    afterEnd(listing, request).length > 0 && isForwards(request),
};
const withStart = {
  of: "requests with a `start` before which events were published",
  pointer: pointers.start,
  concerns: (listing: Listing, request: Request) =>
    beforeStart(listing, request).length > 0 && isForwards(request),
};
const withEvents = {
  of: "requests for a window with events",
  pointer: pointers.events,
  concerns: ({ due }: Listing) => due.length > 0,
};

/** The most telling first: where two explain as much, the earlier one is the cause. */
const misreadings: readonly Misreading[] = [
  {
    says: "treats `end` as inclusive",
    of: "requests whose `end` is the time of an event",
    pointer: pointers.end,
    concerns: ({ known }, request) => known.includes(end(request) ?? Number.NaN) && isForwards(request),
    shows: ({ after }, request) => after.length > 0 && after.every((time) => time === end(request)),
  },
  {
    says: "treats `start` as exclusive",
    of: "requests whose `start` is the time of an event",
    pointer: pointers.start,
    concerns: ({ due }, request) => due.includes(start(request) ?? Number.NaN),
    shows: ({ missing }, request) => missing.length > 0 && missing.every((time) => time === start(request)),
  },
  {
    says: "ignores `end`",
    ...withEnd,
    shows: (listing, request) => {
      const beyond = afterEnd(listing, request);
      return beyond.length === listing.after.length && last(beyond) > (end(request) ?? Infinity);
    },
  },
  {
    says: "ignores `start`",
    ...withStart,
    shows: (listing, request) => {
      const beyond = beforeStart(listing, request);
      return beyond.length > 0 && beyond.length === listing.before.length;
    },
  },
  { says: "reads `end` as a later instant", ...withEnd, shows: ({ after }) => after.length > 0 },
  { says: "reads `start` as an earlier instant", ...withStart, shows: ({ before }) => before.length > 0 },
  {
    says: "shows no event although some were published",
    ...withEvents,
    shows: ({ due, kept }) => due.length > 0 && kept.length === 0,
  },
  {
    says: "reads `end` as an earlier instant",
    ...withEvents,
    pointer: pointers.end,
    vague: true,
    concerns: ({ due }, request) => end(request) !== undefined && due.length > 0,
    shows: ({ kept, missing }) => missing.length > 0 && first(missing) >= last(kept),
  },
  {
    says: "reads `start` as a later instant",
    ...withEvents,
    pointer: pointers.start,
    vague: true,
    concerns: ({ due }, request) => start(request) !== undefined && due.length > 0,
    shows: ({ kept, missing }) => missing.length > 0 && last(missing) <= first(kept),
  },
  {
    says: "returns only one event of each millisecond",
    of: "requests for a window in which events share a time",
    pointer: pointers.events,
    concerns: ({ due }) => new Set(due).size < due.length,
    shows: ({ kept, missing }) => missing.length > 0 && missing.every((time) => kept.includes(time)),
  },
  { says: "loses events", ...withEvents, shows: ({ missing }) => missing.length > 0 },
  {
    says: "does not read the window as it was sent",
    of: "requests with bounds",
    pointer: pointers.start,
    vague: true,
    concerns: ({ known }, request) =>
      known.length > 0 && (start(request) !== undefined || end(request) !== undefined),
    shows: ({ before, after, missing }) => before.length + after.length + missing.length > 0,
  },
];

/** Faults of a server in windows. */
export function windowSuspicions({ requests }: Run): readonly Suspicion[] {
  const listed = requests.flatMap((request) => {
    const { listing, isJudged } = request;
    return listing === undefined || !isJudged ? [] : [{ request, listing }];
  });
  const ofLists = [...capOf(listed), ...misreadings].map(
    ({ says, of, pointer, concerns, shows, vague = false }): Suspicion => {
      const concerned = listed.filter(
        ({ listing, request }) =>
          concerns(listing, request) && (isTelling(request) || shows(listing, request)),
      );
      const shown = concerned
        .filter(({ listing, request }) => shows(listing, request))
        .map(({ request }) => request);
      const lists = new Set(shown);
      return {
        says,
        of,
        shown,
        concerned: concerned.map(({ request }) => request),
        statement: (condition) => statementOfLists(pointer, vague, condition, shown),
        explains: (found) => isComparison(found) && concernsAny(found, lists),
      };
    },
  );
  return [ignoredBounds(requests), ...ofLists];
}

/** Windows that admit nothing tell where there is more to read than the suite reads. */
function ignoredBounds(requests: readonly Request[]): Suspicion {
  const concerned = requests.filter(
    ({ factors, isJudged }) =>
      isJudged &&
      factors.some(([name, value]) => name === "window" && (value === "empty" || value === "inverted")),
  );
  const shown = new Set(concerned.filter(({ result }) => result.exchange.failure?.kind === "too-large"));
  return {
    says: "ignores both bounds",
    of: "requests for a window that admits nothing",
    shown: [...shown],
    concerned,
    statement: () => ({ pointer: pointers.start }),
    explains: ({ request }) => shown.has(request),
  };
}

/** However a server reads an offset of nothing, it is the same instant. */
function isTelling({ factors }: Request): boolean {
  return !factors.some(([name, value]) => name === "form" && value === "offset-zero");
}

/** Fewest responses of one length that make a limit. */
const fewestCapped = 3;

/** A limit to the number of events, where most responses that lack some have one length. */
function capOf(listed: readonly { readonly listing: Listing }[]): readonly Misreading[] {
  const lengths = listed
    .filter(({ listing }) => listing.missing.length > 0 && listing.shown.length > 1)
    .map(({ listing }) => listing.shown.length);
  const cap = Math.max(...lengths);
  if (lengths.filter((length) => length === cap).length < Math.max(fewestCapped, lengths.length * 0.7))
    return [];
  return [
    {
      says: `returns at most ${cap} events`,
      of: "requests for more events",
      pointer: pointers.events,
      concerns: ({ due }) => due.length > cap,
      shows: ({ missing, shown }) => missing.length > 0 && shown.length === cap,
    },
  ];
}

/** True for a finding about which events a response shows. */
export function isComparison({ check, finding }: Symptom): boolean {
  return (
    comparing.test(check.id) || finding.code === "duplicate-event" || finding.code === "unexpected-events"
  );
}

/** True where the response of a finding, or the one that it is compared with, is among some. */
export function concernsAny({ request }: Symptom, shown: ReadonlySet<Request>): boolean {
  if (shown.has(request)) return true;
  const { base } = request;
  return base !== undefined && shown.has(base);
}

/** Conditions that are not about windows: what is lost under them was not lost at a bound. */
const apart: readonly (keyof Condition)[] = ["coding", "sender", "position", "size"];

function statementOfLists(
  pointer: string,
  vague: boolean,
  condition: Condition,
  shown: readonly Request[],
): BrokenStatement {
  if (condition.encoding !== undefined) return queryStandard;
  if (isAboutDates(condition)) return { pointer: pointers.instant };
  if (condition.coding !== undefined && shown.some(({ result }) => result.header("content-encoding"))) {
    return { standard: "RFC 9110, section 8.4" };
  }
  if (shown.every(({ result }) => result.exchange.status === 204)) return { pointer: pointers.noContent };
  if (isAboutOrder(condition)) return { pointer: pointers.sort };
  const onlyLoses = shown.every(
    ({ listing }) => listing && listing.before.length + listing.after.length === 0,
  );
  if (vague && onlyLoses && apart.some((name) => condition[name] !== undefined))
    return { pointer: pointers.events };
  if (condition.window === "empty" || condition.window === "inverted" || condition.window === "millisecond") {
    return { pointer: pointers.end };
  }
  return { pointer: condition.bounds === "end" && pointer === pointers.start ? pointers.end : pointer };
}
