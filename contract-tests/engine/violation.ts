import { createHash } from "node:crypto";
import { security } from "../../generated/contract.js";
import type { Check, Finding, FindingCode } from "./check.ts";
import { keyHeaderValue } from "./endpoint.ts";
import type { ExchangeHead, KeyVariant } from "./exchange.ts";
import { mask } from "./mask.ts";
import type { CheckResult, Violation } from "./report.ts";
import type { ContractSettings } from "./settings.ts";

/** Completes a finding with what makes it reproducible and recognisable. */
export function toViolation(
  check: Check,
  endpoint: CheckResult["endpoint"],
  finding: Finding,
  settings: ContractSettings,
): Violation {
  const { exchange } = finding.result;
  // A server chooses the names of its properties, and could put anything into them.
  const pointer = finding.pointer === undefined ? undefined : mask(finding.pointer, settings.apiKey);
  const requestId = finding.result.header("x-request-id");
  return {
    expected: finding.expected,
    actual: mask(finding.actual, settings.apiKey),
    evidence: finding.evidence ?? check.evidence,
    fingerprint: fingerprint(check.id, endpoint, pointer, finding.code),
    probe: finding.result.id,
    request: `${exchange.plan.method ?? "GET"} ${exchange.target}`,
    curl: curl(exchange, settings.baseUrl),
    status: exchange.status,
    requestId: requestId === undefined ? undefined : mask(requestId, settings.apiKey),
    eventIndex: finding.eventIndex,
    pointer,
  };
}

/** The fingerprint of the violation that a finding becomes. */
export function fingerprintOf(
  check: Check,
  endpoint: CheckResult["endpoint"],
  { pointer, code }: Finding,
  { apiKey }: Pick<ContractSettings, "apiKey">,
): string {
  return fingerprint(check.id, endpoint, pointer === undefined ? undefined : mask(pointer, apiKey), code);
}

/** Holds no words and no values: a reworded message or another run must not make a known violation new. */
function fingerprint(
  check: string,
  endpoint: string,
  pointer: string | undefined,
  code: FindingCode,
): string {
  const place = [check, endpoint, pointer ?? "", code].join("\n");
  return createHash("sha256").update(place).digest("hex").slice(0, 12);
}

const shellKeys: Record<KeyVariant, string | undefined> = {
  real: "$NP6_API_KEY",
  none: undefined,
  "in-query": undefined,
  empty: "",
  wrong: "wrong-key",
  "other-start": "$(printf %s \"$NP6_API_KEY\" | sed -e 's/^[^0]/0/' -e t -e 's/^0/1/')",
  wildcard: "%",
  truncated: "$(printf %s \"$NP6_API_KEY\" | sed 's/.=*$//')",
  extended: '$NP6_API_KEY""0',
  prefixed: "0$NP6_API_KEY",
  "other-case": "$(printf %s \"$NP6_API_KEY\" | tr 'a-zA-Z' 'A-Za-z')",
};

/** A shell line that repeats the request, the key left to the environment. */
function curl(exchange: ExchangeHead, baseUrl: string): string {
  const { plan } = exchange;
  const key = shellKeys[plan.key ?? "real"];
  const value = keyHeaderValue(key ?? "");
  const url = `${baseUrl}${exchange.target}`.replaceAll("=[key]", "=$NP6_API_KEY");
  return [
    "curl -i",
    plan.method === "HEAD"
      ? "--head"
      : plan.method === undefined || plan.method === "GET"
        ? ""
        : `-X ${plan.method}`,
    `"${url}"`,
    ...(plan.headers ?? []).map(([name, value]) => `-H "${name}: ${value}"`),
    // curl leaves out a header that ends in a colon, and sends an empty one for a semicolon.
    key === undefined ? "" : `-H "${plan.keyName ?? security.header}${value === "" ? ";" : `: ${value}`}"`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}
