import type { Condition } from "./condition.ts";

type Words = Readonly<Record<string, string>>;

const ids: Words = {
  nonexistent: "for an id that no notification has",
  unknown: "for an id that no notification has",
  largest: "for the largest int32 id",
  zero: "for the id 0",
  negative: "for a negative id",
  overflow: "for an id beyond int32",
  text: "for an id that is not a number",
  "leading-zero": "for the id with a leading zero",
  decimal: "for the id with .0 at its end",
};
const keys: Words = {
  absent: "without the key in its header",
  none: "without a key",
  "in-query": "with the key in the query",
  empty: "with an empty key",
  sent: "with a wrong key",
  present: "with a wrong key",
  wrong: "with a wrong key",
  "other-start": "with a key whose first character is wrong",
  wildcard: "with a wildcard in place of the key",
  truncated: "with a key that is cut",
  extended: "with a key that is too long",
  prefixed: "with a key that has a prefix",
  "other-case": "with the key in the other letter case",
};
const bounds: Words = {
  none: "without bounds",
  one: "with one bound",
  start: "with `start` alone",
  end: "with `end` alone",
  both: "with both bounds",
};
const orders: Words = {
  none: "without `sort`",
  asc: "with `sort=asc`",
  desc: "with `sort=desc`",
  sorted: "with `sort`",
  unknown: "with an unknown `sort`",
  empty: "with an empty `sort`",
};
const sequences: Words = {
  example: "when the parameters come as end, sort, start",
  reversed: "when the parameters come as sort, end, start",
  other: "when the parameters do not come as start, end, sort",
};
const forms: Words = {
  utc: "in UTC with milliseconds",
  fraction: "with a fraction of a second",
  "whole-seconds": "without a fraction",
  "short-fraction": "with one or two digits of a fraction",
  microseconds: "with six digits of a fraction",
  number: "as a number",
  offset: "with an offset",
  "offset-east": "with an offset that begins with a plus sign",
  "offset-west": "with an offset that begins with a minus sign",
  "offset-zero": "with the offset +00:00",
  unreadable: "as a text that is not a date",
  impossible: "as a day that does not exist",
  empty: "as an empty text",
};
const instants: Words = {
  "whole-second": "with a bound at a whole second",
  midnight: "with a bound at midnight",
  month: "with a bound at the beginning of a month",
  "clock-change": "with a bound at a change to or from summer time",
  "leap-day": "with a bound on 29 February",
  "before-1970": "with a bound before 1970",
  epoch: "with a bound at the beginning of 1970",
  "after-2038": "with a bound after 19 January 2038",
};
const windows: Words = {
  empty: "for a window from an instant to itself",
  inverted: "for a window whose `end` is before its `start`",
  millisecond: "for a window of one millisecond",
  "without-events": "for a window without events",
  "across-months": "for a window across the end of a month",
};
const positions: Words = {
  first: "in the first request to an endpoint",
  later: "from some request of the run on",
  once: "in one response of the run",
  meanwhile: "in several responses in a row",
};

const words: { readonly [Name in keyof Required<Condition>]: (value: string) => string | undefined } = {
  endpoint: (kind) => `on ${kind}`,
  sender: () => "when our client sends the request",
  method: (method) => `with ${method}`,
  path: () => "for a path without an endpoint",
  id: (id) => ids[id],
  key: (key) => keys[key],
  header: () => "with the name of the key's header in lower case",
  bounds: (which) => bounds[which],
  order: (order) => orders[order],
  sequence: (sequence) => sequences[sequence],
  encoding: () => "when colons are not escaped",
  form: (form) => `with a bound written ${forms[form]}`,
  startForm: (form) => `with \`start\` written ${forms[form]}`,
  endForm: (form) => `with \`end\` written ${forms[form]}`,
  instant: (instant) => instants[instant],
  window: (window) => windows[window],
  size: () => "in large responses",
  coding: () => "when a compressed body is accepted",
  accept: () => "when any media type is accepted",
  address: () => "when the same URL was requested before",
  position: (position) =>
    positions[position] ?? `on every ${ordinal(position.replace("every-", ""))} request`,
};

/** The number of a request, from 2 to 20. */
function ordinal(number: string): string {
  return `${number}${{ 2: "nd", 3: "rd" }[number] ?? "th"}`;
}

/** A condition in words, such as ``only on executions and with `sort=asc` ``; empty for none. */
export function describeCondition(condition: Condition): string {
  const parts = Object.entries(condition).map(([name, value]) =>
    words[name as keyof Condition](String(value)),
  );
  return parts.length === 0 ? "" : `only ${parts.join(" and ")}`;
}
