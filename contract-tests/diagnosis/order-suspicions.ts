import type { Listing, Request } from "./requests.ts";
import { pointers, type Run, type Suspicion } from "./suspicion.ts";

/** Faults of a server in the order of events. */
export function orderSuspicions({ requests }: Run): readonly Suspicion[] {
  const concerned = requests.filter(
    ({ result, listing }) => result.asked.sort !== undefined && new Set(listing?.shown).size > 1,
  );
  const shown = concerned.filter((request) => listing(request, isOrdered) === false);
  const reversed = shown.filter((request) => listing(request, isReversed));
  const sorted = new Set(shown);
  return [
    {
      says: reversed.length === shown.length ? "reverses the order" : "does not sort by publication",
      of: "requests with `sort`",
      shown,
      concerned,
      statement: () => ({ pointer: pointers.sort }),
      explains: ({ check, request }) => /^sort-(asc|desc|mirror)$/.test(check.id) && sorted.has(request),
    },
  ];
}

function listing(
  request: Request,
  test: (times: readonly number[], sort: string) => boolean,
): boolean | undefined {
  const { asked } = request.result;
  const listing: Listing | undefined = request.listing;
  return listing && asked.sort && test(listing.shown, asked.sort);
}

function isOrdered(times: readonly number[], sort: string): boolean {
  const sign = sort === "asc" ? 1 : -1;
  return times.every((time, i) => (time - (times[i - 1] ?? time)) * sign >= 0);
}

function isReversed(times: readonly number[], sort: string): boolean {
  return isOrdered(times, sort === "asc" ? "desc" : "asc");
}
