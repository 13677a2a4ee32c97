import { type Condition, rareInstants } from "./condition.ts";
import type { Factor } from "./factors.ts";
import type { Request } from "./requests.ts";

/*
 * Which requests a symptom comes with.
 *
 * The condition is the smallest combination of factors that all requests with the symptom share and no request without
 * it has (the minimal failure-causing schema: Nie and Leung, ACM TOSEM 20(4), 2011). Where there is none of one factor,
 * the order of the requests may tell instead: a symptom of every fourth request, or of all from one on.
 */

/** Requests with a symptom, and all those that could have shown it. */
export interface Sample {
  readonly shown: readonly Request[];
  readonly concerned: readonly Request[];
}

/** A condition, and whether it separates the requests with the symptom from the others without exception. */
export interface Localised {
  readonly condition: Condition;
  readonly exact: boolean;
}

/** How many times as many events are clearly more. */
const clearly = 1.25;

/** Finds the condition of a symptom. */
export function localise({ shown, concerned }: Sample): Localised {
  const wanting = new Set(shown);
  const others = concerned.filter((request) => !wanting.has(request));
  if (others.length === 0) return { condition: {}, exact: true };
  // A response with clearly fewer events than any with the symptom may be too short to show it.
  const least = shown.reduce((min, request) => Math.min(min, sizeOf(request)), Infinity);
  const comparable = others.filter((request) => sizeOf(request) * clearly >= least);
  const found =
    exact(shown, others, 1) ??
    bySize(shown, others) ??
    exact(shown, comparable, 1) ??
    (shown.length === 1 ? bySoleRequest(shown, others) : undefined) ??
    exact(shown, others, 2) ??
    exact(shown, comparable, 2) ??
    byPosition(shown, others);
  if (found !== undefined) return { condition: found, exact: true };
  return { condition: likely(shown, others) ?? exact(shown, others, 3) ?? {}, exact: false };
}

/** One request shares two factors with no other by chance, but not two that hold for all endpoints. */
function bySoleRequest(shown: readonly Request[], others: readonly Request[]): Condition {
  const position = byPosition(shown, others) ?? { position: "once" };
  if (others.length < fewRequests) return exact(shown, others, 2) ?? position;
  // The run may have stopped at it.
  if (position.position === "later") return position;
  return exact(shown, others, 2, (name) => name !== "endpoint") ?? position;
}

/** So few requests are each another question, so that none of them is one of many. */
const fewRequests = 12;

/** Factors that a condition of several factors may use. The others correlate with the size of a window by chance. */
const told = new Set<keyof Condition>([
  "key",
  "id",
  "endpoint",
  "bounds",
  "order",
  "form",
  "startForm",
  "endForm",
  "sequence",
  "encoding",
  "coding",
  "sender",
]);

function isTold([name, value]: Factor): boolean {
  return told.has(name) || rareInstants.some((instant) => name === "instant" && instant === value);
}

/** The first combination of so many factors that all of the requests have and none of the others. */
function exact(
  shown: readonly Request[],
  others: readonly Request[],
  size: number,
  allows: (name: keyof Condition) => boolean = () => true,
): Condition | undefined {
  if (others.length === 0) return undefined;
  const chosen = combinationsOf(shown, size, allows).find(
    (factors) => !others.some((request) => factors.every((factor) => has(request, factor))),
  );
  return chosen && (Object.fromEntries(chosen) as Condition);
}

/** The gain that each further factor of a condition needs, as a power of ten. */
const costOfFactor = 1.5;
/** The least that a condition must gain. */
const leastGain = 2;

/**
 * The condition under which all of the requests would fall least likely by chance. It may hold for others too, which do
 * not show the symptom because their bounds happen to lie where it makes no difference.
 */
function likely(shown: readonly Request[], others: readonly Request[]): Condition | undefined {
  let best: { readonly factors: readonly Factor[]; readonly gain: number } | undefined;
  for (const size of [1, 2]) {
    for (const factors of combinationsOf(shown, size, (name) => told.has(name))) {
      const covered = others.filter((request) => factors.every((factor) => has(request, factor))).length;
      const gain = -chance(shown.length, covered, others.length) - costOfFactor * size;
      if (gain > (best?.gain ?? leastGain)) best = { factors, gain };
    }
  }
  return best && (Object.fromEntries(best.factors) as Condition);
}

/** The chance, as a power of ten, that so many requests all fall under a condition that so many of all others do. */
function chance(shown: number, covered: number, others: number): number {
  let power = 0;
  for (let i = 0; i < shown; i++) power += Math.log10((shown + covered - i) / (shown + others - i));
  return power;
}

/** In order of preference, if more than one condition separates the requests. */
const preference: readonly (keyof Condition)[] = [
  "key",
  "id",
  "path",
  "method",
  "endpoint",
  "bounds",
  "order",
  "form",
  "startForm",
  "endForm",
  "sequence",
  "encoding",
  "window",
  "instant",
  "header",
  "coding",
  "accept",
  "sender",
  "address",
];

/** The combinations of so many factors that some requests share, the preferred ones first. */
function combinationsOf(
  requests: readonly Request[],
  size: number,
  allows: (name: keyof Condition) => boolean,
): readonly (readonly Factor[])[] {
  const [first, ...rest] = requests;
  if (first === undefined) return [];
  const common = first.factors.filter(
    (factor) =>
      (size === 1 || isTold(factor)) && allows(factor[0]) && rest.every((request) => has(request, factor)),
  );
  const rank = (factors: readonly Factor[]) =>
    factors.reduce((sum, [name]) => sum + preference.indexOf(name), 0);
  return choose(common, size)
    .filter((factors) => new Set(factors.map(([name]) => name)).size === size)
    .toSorted((a, b) => rank(a) - rank(b));
}

function choose<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) =>
    choose(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]),
  );
}

function has({ factors }: Request, [name, value]: Factor): boolean {
  return factors.some(([other, its]) => other === name && its === value);
}

function sizeOf({ listing }: Request): number {
  return listing?.due.length ?? 0;
}

/** Whether the symptom comes with responses of more than some number of events. */
function bySize(shown: readonly Request[], others: readonly Request[]): Condition | undefined {
  const least = shown.reduce((min, request) => Math.min(min, sizeOf(request)), Infinity);
  const most = others.reduce((max, request) => Math.max(max, sizeOf(request)), 0);
  return shown.length > 2 && least > most && most > 1 ? { size: "large" } : undefined;
}

/** Fewest requests that make a rhythm. */
const fewestBeats = 3;

/** Whether the place in the run separates the requests. */
function byPosition(shown: readonly Request[], others: readonly Request[]): Condition | undefined {
  const at = shown.map(({ result }) => result.position);
  const elsewhere = others.map(({ result }) => result.position);
  const [first, last] = [Math.min(...at), Math.max(...at)];
  if (shown.every(({ context, result }) => context.all()[0] === result)) return { position: "first" };
  for (let period = 2; period <= 12 && at.length >= fewestBeats; period++) {
    const inBeat = (position: number) => position % period === first % period;
    if (at.every(inBeat) && !elsewhere.some(inBeat)) return { position: `every-${period}` };
  }
  // Endpoints are asked one after another, so that what all requests of some endpoints show is no matter of time.
  const kinds = new Set(shown.map(({ context }) => context.kind));
  const isOfEndpoints = shown.length > 1 && !others.some(({ context }) => kinds.has(context.kind));
  if (isOfEndpoints) return undefined;
  if (!elsewhere.some((position) => position > first)) return { position: "later" };
  if (shown.length === 1) return { position: "once" };
  return elsewhere.some((position) => position > first && position < last)
    ? undefined
    : { position: "meanwhile" };
}
