import { maxThrottled, throttleDelayMs } from "../engine/backoff.ts";
import type { Finding, FindingCode } from "../engine/check.ts";
import { asksForExample, type ExchangeHead } from "../engine/exchange.ts";
import type { ProbeResult } from "../engine/probe-result.ts";
import { notExercised } from "../engine/reasons.ts";
import { responses } from "./judge-each.ts";
import type { SuiteCheck } from "./probe-ids.ts";

const row = { evidence: "documented", pointer: `${responses}/429`, needs: ["ascending"] } as const;

/** Limits, and what a server says of them. */
export const rateChecks: readonly SuiteCheck[] = [
  {
    ...row,
    id: "rate-headers",
    title: "rate-limit headers, if present, are consistent numbers",
    judge: (context) => {
      const heads = context
        .all()
        .filter(({ exchange: { plan } }) => !asksForExample(plan))
        .flatMap((result) => [
          { result, headers: result.exchange.headers },
          { result, headers: result.exchange.throttledHeaders },
        ])
        .filter(({ headers }) =>
          headers.some(([name]) => name.startsWith("x-ratelimit-") || name === "retry-after"),
        );
      if (heads.length === 0) return notExercised("no-rate-headers");
      return heads.flatMap(({ result, headers }) => flaws(result, headers)).slice(0, 3);
    },
  },
  {
    ...row,
    id: "rate-backoff",
    pointer: "#/components/responses/too-many-requests",
    title: "after the waits that 429s ask for, the server responds",
    scope: "run",
    judge: (_context, contexts) => {
      const limited = contexts
        .flatMap((context) => context.all())
        .filter(({ exchange }) => exchange.throttled > 0 || isLimited(exchange));
      if (limited.length === 0) return notExercised("not-limited");
      const stuck = limited.filter(({ exchange }) => isLimited(exchange));
      // Where the server asks for a longer wait than the suite grants, or does not say for how long, it has not been
      // waited for.
      if (stuck.some(({ exchange }) => exchange.throttled < maxThrottled || !saysHowLong(exchange)))
        return notExercised("rate-limited");
      const expected = "a response after the wait that the server asked for";
      return stuck.map((result) => ({
        code: "still-limited" as const,
        expected,
        actual: "429 again and again",
        result,
      }));
    },
  },
];

function saysHowLong({ throttledHeaders }: ExchangeHead): boolean {
  return throttledHeaders.some(([name]) => name === "retry-after" || name === "x-ratelimit-reset");
}

function isLimited({ status, plan }: ExchangeHead): boolean {
  return status === 429 && !asksForExample(plan);
}

/** Too small a number counts seconds to go; clocks may differ, but not by a day. */
function isLongPast(reset: number, sentAt: number): boolean {
  if (reset < 1e9) return false;
  return (reset < 1e11 ? reset * 1000 : reset) < sentAt - 86_400_000;
}

/** Only the names of the headers suggest whole numbers, so all of this is assumed. */
function flaws(result: ProbeResult, headers: ExchangeHead["headers"]): Finding[] {
  const value = (name: string) => headers.find(([key]) => key === name)?.[1].trim();
  const [limit, remaining, reset] = ["limit", "remaining", "reset"].map((name) =>
    value(`x-ratelimit-${name}`),
  );
  const finding = (code: FindingCode, expected: string, actual: string): Finding[] => [
    { code, expected, actual, result, evidence: "assumed" },
  ];
  if ([limit, remaining, reset].some((text) => text !== undefined && !/^\d+$/.test(text)))
    return finding(
      "rate-limit-form",
      "whole numbers in X-RateLimit headers",
      "a value is not a whole number",
    );
  // An absent header is NaN, which is neither larger nor smaller than a number.
  if (Number(remaining) > Number(limit))
    return finding(
      "remaining-above-limit",
      "X-RateLimit-Remaining <= X-RateLimit-Limit",
      `remaining ${remaining}, limit ${limit}`,
    );
  if (isLongPast(Number(reset), result.exchange.sentAt))
    return finding(
      "reset-in-the-past",
      "a reset that is to come",
      "X-RateLimit-Reset is an instant long past",
    );
  const wait = value("retry-after");
  return wait === undefined || throttleDelayMs(wait, 0) !== undefined
    ? []
    : finding(
        "retry-after-form",
        "Retry-After in whole seconds, or an HTTP date (RFC 9110, section 10.2.3)",
        "another form",
      );
}
