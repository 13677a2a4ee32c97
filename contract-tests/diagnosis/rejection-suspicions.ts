import { recordedIds } from "../checks/probe-ids.ts";
import { endpointPath } from "../engine/endpoint.ts";
import { eventsIn } from "../engine/probe-result.ts";
import type { Condition } from "./condition.ts";
import type { Request } from "./requests.ts";
import { type BrokenStatement, pointers, type Run, type Suspicion, type Symptom } from "./suspicion.ts";

/** Requests that a server must reject, and what accepting them would break. */
interface Rejected {
  readonly of: string;
  readonly within?: Condition;
  /** Part of the ids of the checks that demand it. */
  readonly checks: RegExp;
  readonly accepted: { readonly says: string; readonly statement: BrokenStatement };
  /** Where the server neither accepts nor rejects the request, because it fails. */
  readonly broken: BrokenStatement;
  concerns(request: Request): boolean;
}

const is = ({ factors }: Request, name: keyof Condition, ...values: readonly string[]): boolean =>
  factors.some(([other, value]) => other === name && (values.length === 0 || values.includes(String(value))));

const wordsOfForms = { unreadable: "no date", impossible: "an impossible date", empty: "empty" };

const badBound = (name: "start" | "end", form: keyof typeof wordsOfForms): Rejected => ({
  of: `requests whose \`${name}\` is ${wordsOfForms[form]}`,
  within: name === "start" ? { startForm: form } : { endForm: form },
  checks: new RegExp(`^${name}-(malformed|impossible|empty)$`),
  accepted: {
    says:
      form === "empty"
        ? `reads an empty \`${name}\` as some date`
        : `does not reject a \`${name}\` that is ${wordsOfForms[form]}`,
    statement: { pointer: name === "start" ? pointers.start : pointers.end },
  },
  broken: { pointer: pointers.badRequest },
  concerns: (request) => is(request, name === "start" ? "startForm" : "endForm", form),
});

const rejected: readonly Rejected[] = [
  {
    of: "requests without the key",
    checks: /^auth-/,
    accepted: { says: "does not check the key", statement: { pointer: pointers.key } },
    broken: { pointer: pointers.unauthorized },
    concerns: (request) => is(request, "key"),
  },
  badBound("start", "unreadable"),
  badBound("start", "impossible"),
  badBound("start", "empty"),
  badBound("end", "unreadable"),
  badBound("end", "impossible"),
  badBound("end", "empty"),
  {
    of: "requests whose `sort` is empty",
    within: { order: "empty" },
    checks: /^sort-empty$/,
    accepted: { says: "treats an empty `sort` as an order", statement: { pointer: pointers.sort } },
    broken: { pointer: pointers.badRequest },
    concerns: (request) => is(request, "order", "empty"),
  },
  {
    of: "requests with an unknown `sort`",
    within: { order: "unknown" },
    checks: /^sort-unknown$/,
    accepted: { says: "accepts an unknown `sort`", statement: { pointer: pointers.sort } },
    broken: { pointer: pointers.badRequest },
    concerns: (request) => is(request, "order", "unknown"),
  },
  {
    of: "requests with another notification id",
    checks: /^id-(unknown|zero|negative|overflow|not-a-number|leading-zero|decimal)$/,
    accepted: {
      says: "shows events for an id that is not the notification's",
      statement: { pointer: pointers.id },
    },
    broken: { pointer: pointers.badRequest },
    concerns: (request) => is(request, "id"),
  },
  {
    of: "POST requests",
    within: { method: "POST" },
    checks: /^method-post$/,
    accepted: { says: "accepts POST", statement: { pointer: "#/paths/{path}" } },
    broken: { pointer: "#/paths/{path}" },
    concerns: (request) => is(request, "method", "POST"),
  },
  {
    of: "HEAD requests",
    within: { method: "HEAD" },
    checks: /^method-head$/,
    accepted: {
      says: "sends a body with the response to HEAD",
      statement: { standard: "RFC 9110, section 9.3.2" },
    },
    broken: { standard: "RFC 9110, section 9.3.2" },
    concerns: (request) => is(request, "method", "HEAD"),
  },
  {
    of: "requests for a path that does not exist",
    within: { path: "unknown" },
    checks: /^unknown-path$/,
    accepted: { says: "responds to a path without an endpoint", statement: { pointer: "#/paths" } },
    broken: { pointer: "#/paths" },
    concerns: (request) => is(request, "path", "unknown"),
  },
];

/** Faults of a server with requests that it must reject: it accepts them, or fails with a 5xx. */
export function rejectionSuspicions(run: Run): readonly Suspicion[] {
  return rejected.flatMap((row) => {
    const concerned = run.requests.filter(
      (request) => row.concerns(request) && !recordedIds.some((id) => id === request.result.id),
    );
    const objected = run.found.filter(
      ({ check }) => row.checks.test(check.id) || check.id === "no-server-error",
    );
    const objectedTo = new Set(objected.map(({ request }) => request));
    const faulty = concerned.filter((request) => objectedTo.has(request));
    const accepts = (request: Request) => acceptsIt(request, row);
    return [faulty.filter(accepts), faulty.filter((request) => !accepts(request))].map(
      (shown, index): Suspicion => ({
        says: index === 0 ? accepting(row, shown) : failing(shown),
        of: row.of,
        ...(row.within === undefined ? {} : { within: row.within }),
        shown,
        concerned,
        statement: (condition) => (index === 0 ? row.accepted.statement : brokenBy(row, condition)),
        explains: (found) => shown.includes(found.request),
      }),
    );
  });
}

/** Any response but an error lets a wrong key in; to other bad requests, only events are too much. */
function acceptsIt({ result }: Request, row: Rejected): boolean {
  const { status = 0 } = result.exchange;
  if (row.checks.test("auth-wrong")) return status > 0 && status < 500;
  return status < 500 && (eventsIn(result).length > 0 || result.exchange.failure?.kind === "too-large");
}

function accepting(row: Rejected, shown: readonly Request[]): string {
  const redirects = shown.every(({ result: { exchange } }) => String(exchange.status).startsWith("3"));
  return redirects ? "redirects what it should reject" : row.accepted.says;
}

function failing(shown: readonly Request[]): string {
  const status = shown[0]?.result.exchange.status;
  if (status === undefined) return "does not respond to what it should reject";
  return status >= 500 ? `fails with ${status}` : "responds neither with an error nor with an empty list";
}

function brokenBy({ broken }: Rejected, condition: Condition): BrokenStatement {
  return condition.id === "unknown" || condition.id === "nonexistent" || condition.id === "largest"
    ? { pointer: pointers.notFound }
    : broken;
}

const client: Condition = { sender: "client" };

/** Faults of our own client with a request or a response. */
export function clientSuspicions({ requests, found }: Run): readonly Suspicion[] {
  const concerned = requests.filter(({ result }) => result.exchange.plan.throughClient);
  return found
    .filter(({ check }) => check.id.startsWith("client-"))
    .map((one): Suspicion => {
      const same = (other: Symptom) => other.check === one.check;
      const shown = found.filter(same).map(({ request }) => request);
      return {
        who: "Our client",
        says:
          one.check.id === "client-agrees"
            ? "delivers other events than the body holds"
            : "sends another request than it was told to",
        of: "requests of our client",
        within: client,
        shown,
        concerned,
        statement: () => clientStatement(one),
        explains: (other) =>
          same(other) ||
          (other.request.result.exchange.plan.throughClient === true && shown.includes(other.request)),
      };
    });
}

function clientStatement({ finding, request }: Symptom): BrokenStatement {
  if (finding.code === "misplaced-key") return { pointer: pointers.key };
  const { client: view, plan } = request.result.exchange;
  if (finding.code === "other-events" || view === undefined)
    return { pointer: "#/paths/{path}/get/responses/200" };
  const { pathname, searchParams } = new URL(view.request.split(" ")[1] ?? "", "http://localhost");
  const { kind, settings } = request.context;
  if (!pathname.endsWith(endpointPath(kind, settings.notificationId)))
    return { pointer: "#/paths/{path}/get" };
  const wrong = plan.query.find(([name, value]) => {
    const given = searchParams.get(name) ?? "";
    return name === "sort" ? given !== value : Date.parse(given) !== Date.parse(value);
  });
  const known: Readonly<Record<string, string>> = {
    start: pointers.start,
    end: pointers.end,
    sort: pointers.sort,
  };
  return { pointer: known[wrong?.[0] ?? ""] ?? "#/paths/{path}/get" };
}
