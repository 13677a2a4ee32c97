import { isSuccess } from "../checks/judge-each.ts";
import type { Condition } from "./condition.ts";
import { type BrokenStatement, pointers, type Run, type Suspicion, type Symptom } from "./suspicion.ts";

/** Violations that are a cause of their own: one statement of the contract, and nothing follows from it. */
const own: Readonly<Record<string, (found: Symptom) => BrokenStatement>> = {
  "content-type": () => ({ pointer: "#/paths/{path}/get/responses/200/content/application~1json" }),
  "duplicate-keys": () => ({ standard: "RFC 8259, section 4" }),
  "refusal-body": ({ finding, request }) =>
    finding.code === "unreadable-body"
      ? { standard: "RFC 8259" }
      : { pointer: errorResponses[request.result.exchange.status ?? 0] ?? pointers.badRequest },
  "refusal-without-data": ({ request }) =>
    request.result.exchange.status === 401
      ? { pointer: pointers.key }
      : { pointer: errorResponses[request.result.exchange.status ?? 0] ?? pointers.badRequest },
  "key-not-echoed": () => ({ pointer: pointers.key }),
  "header-name-case": () => ({ standard: "RFC 9110, section 5.1" }),
  "rate-headers": (found) => ({ pointer: rateHeader(found) }),
  "rate-backoff": () => ({ pointer: pointers.tooManyRequests }),
  "no-redirect": () => ({ pointer: "#/paths/{path}/get/responses" }),
};

const errorResponses: Readonly<Record<number, string>> = {
  400: pointers.badRequest,
  401: pointers.unauthorized,
  403: "#/components/responses/forbidden",
  404: pointers.notFound,
};

function rateHeader({ finding, request }: Symptom): string {
  const { headers, throttledHeaders } = request.result.exchange;
  const value = (name: string) => [...headers, ...throttledHeaders].find(([key]) => key === name)?.[1].trim();
  if (finding.code === "retry-after-form") return "#/components/headers/retry-after";
  if (finding.code === "remaining-above-limit") return "#/components/headers/x-ratelimit-remaining";
  if (finding.code === "reset-in-the-past") return "#/components/headers/x-ratelimit-reset";
  const wrong = ["limit", "remaining", "reset"].find((name) => {
    const text = value(`x-ratelimit-${name}`);
    return text !== undefined && !/^\d+$/.test(text);
  });
  const onlyLimited = !headers.some(([name]) => name.startsWith("x-ratelimit-"));
  return onlyLimited ? pointers.tooManyRequests : `#/components/headers/x-ratelimit-${wrong ?? "limit"}`;
}

/** One suspicion for each such check and statement. */
export function otherSuspicions({ requests, found }: Run): readonly Suspicion[] {
  const groups = new Map<string, Symptom[]>();
  for (const one of found) {
    const statement = own[one.check.id]?.(one);
    if (statement === undefined) continue;
    const key = JSON.stringify([one.check.id, statement]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups].map(([key, group]): Suspicion => {
    const [, statement] = JSON.parse(key) as [string, BrokenStatement];
    const shown = [...new Set(group.map(({ request }) => request))];
    const check = group[0]?.check;
    const everywhere = check?.id === "rate-backoff";
    const succeeds = shown.every(({ result }) => isSuccess(result));
    const concerned = requests.filter(
      (request) =>
        everywhere ||
        shown.includes(request) ||
        (check?.needs.includes(request.result.id) && isSuccess(request.result) === succeeds),
    );
    return {
      says: `breaks the rule that ${check?.title}`,
      of: "requests",
      shown,
      concerned,
      statement: (_condition: Condition) => statement,
      explains: (one) => group.includes(one),
    };
  });
}
