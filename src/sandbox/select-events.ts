import { mix } from "./event-form.ts";
import type { SandboxQuery } from "./parse-event-request.ts";
import { lowerBound, type SandboxStore } from "./sandbox-store.ts";

/**
 * The events that a query asks for, as JSON texts made one by one. Which events these are is settled at the call:
 * later additions to the store do not reach them.
 *
 * @param turn - number of the request: without `sort`, another turn gives another order
 */
export function selectEvents(store: SandboxStore, query: SandboxQuery, turn: number): Iterable<string> {
  const { times, textAt } = store.timeline(query.kind, query.notificationId);
  const first = query.start === undefined ? 0 : lowerBound(times, query.start);
  const after = query.end === undefined ? times.length : lowerBound(times, query.end);
  const count = Math.max(0, after - first);
  // `desc` is the exact mirror of `asc`, ties included; the reference promises an order of timestamps only.
  if (query.sort === "asc") return textsAt((index) => first + index, count, textAt);
  if (query.sort === "desc") return textsAt((index) => after - 1 - index, count, textAt);
  return textsAt(scatter(count, turn, first), count, textAt);
}

function* textsAt(
  positionOf: (index: number) => number,
  count: number,
  textAt: (position: number) => string,
): Generator<string> {
  for (let index = 0; index < count; index++) yield textAt(positionOf(index));
}

/**
 * A permutation that needs no memory: steps of a stride without common divisor visit every position once. The first
 * event changes from each turn to the next, so two or more events never come in the same order twice in a row.
 */
function scatter(count: number, turn: number, first: number): (index: number) => number {
  if (count < 2) return () => first;
  let stride = 1 + (mix(1, turn) % (count - 1));
  while (greatestCommonDivisor(stride, count) !== 1) stride = (stride % (count - 1)) + 1;
  const offset = (mix(2, count) + turn) % count;
  return (index) => first + ((offset + index * stride) % count);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
