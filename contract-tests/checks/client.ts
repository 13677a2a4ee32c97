import { security } from "../../generated/contract.js";
import { endpointPath } from "../engine/endpoint.ts";
import type { RequestPlan } from "../engine/exchange.ts";
import { isUsable } from "../engine/probe-result.ts";
import { notExercised } from "../engine/reasons.ts";
import { askForAll } from "./ask.ts";
import type { SuiteCheck, SuiteProbe } from "./probe-ids.ts";

/** The ordinary request once more, through our own client. */
export const clientProbe: SuiteProbe = {
  id: "client",
  after: ["ascending"],
  plan: (context) => {
    // The client's response is held in memory whole; one that was too large or endless before would be so again.
    const [base] = context.made(["ascending"]);
    if (!base || !isUsable(base)) return notExercised("base-response-unusable");
    return askForAll(context, "asc", { throughClient: true });
  },
};

const operation = "#/paths/{path}/get";
const row = { evidence: "http", pointer: operation, needs: ["client"] } as const;

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** Whether a request is the operation of the contract, with the very parameters that the client was given. */
function isRequest(sent: string, path: string, asked: RequestPlan["query"]): boolean {
  const [method, target = ""] = sent.split(" ");
  const { pathname, searchParams } = new URL(target, "http://localhost");
  if (method !== "GET" || pathname !== path || searchParams.size !== asked.length) return false;
  // As many as were asked for, and each of those: so none twice.
  return asked.every(([name, value]) => {
    const given = searchParams.get(name) ?? "";
    if (name === "sort") return given === value;
    return instant.test(given) && Date.parse(given) === Date.parse(value);
  });
}

/** Our own client, against the same server. */
export const clientChecks: readonly SuiteCheck[] = [
  {
    ...row,
    id: "client-request",
    title: "the client sends the contract's request, with the key in its header alone",
    judge: ({ get, kind, settings }) => {
      const result = get("client");
      const { client, plan } = result.exchange;
      const base = new URL(settings.baseUrl).pathname.replace(/\/$/, "");
      const path = `${base}${endpointPath(kind, settings.notificationId)}`;
      if (client?.keySent && isRequest(client.request, path, plan.query)) return [];
      const actual = client?.keySent ? "another request" : "the key in another place, or not at all";
      return [
        {
          code: client?.keySent ? "other-request" : "misplaced-key",
          expected: `GET ${path} with the start, end and sort that it was given, and ${security.header}`,
          actual,
          result,
        },
      ];
    },
  },
  {
    ...row,
    id: "client-agrees",
    title: "the client delivers exactly the events of the body, or throws one of its errors",
    judge: ({ get }) => {
      const result = get("client");
      if (result.exchange.client?.agrees) return [];
      return [
        { code: "other-events", expected: "the events of the body", actual: "others, or none", result },
      ];
    },
  },
];
