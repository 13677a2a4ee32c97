import { badKeyIds, badQueryIds } from "../checks/probe-ids.ts";
import type { ExchangeHead } from "../engine/exchange.ts";
import type { ProbeResult } from "../engine/probe-result.ts";
import {
  type AnswerParts,
  answerFromCheck,
  answerFromProbe,
  counted,
  eventLists,
  formatTally,
  joinAnswers,
  type ObservedRun,
  responsesToGet,
  statusAndBody,
  whyNotSent,
} from "./answer.ts";

/** Question 3: how "no events" is said. */
export function answerNoEvents(run: ObservedRun): AnswerParts {
  const empty = eventLists(run).flatMap(({ result }) => (result.events?.length === 0 ? [result] : []));
  return joinAnswers(
    answerFromProbe(run, "empty-window", "A window from an instant to itself"),
    answerFromProbe(run, "quiet-window", "A window in which nothing was published"),
    answerFromProbe(run, "inverted-window", "A window whose end lies before its start"),
    empty.length === 0
      ? {}
      : { seen: [`Every response without events: ${formatTally(empty.map(statusAndBody))}.`] },
  );
}

/** Question 4: a notification that does not exist. */
export function answerUnknownNotification(run: ObservedRun): AnswerParts {
  return joinAnswers(answerFromProbe(run, "id-unknown", "An id that no notification has"), {
    open: [
      "A deleted notification: the suite only reads, so it has none. Run it with the id of one in NP6_NOTIFICATION_ID; the status it ends with is the answer.",
    ],
  });
}

/** Question 5: bad keys and bad values. */
export function answerErrorResponses(run: ObservedRun): AnswerParts {
  const { contexts } = run;
  const ids = [...badKeyIds, ...badQueryIds];
  const rows = ids.flatMap((id) => {
    const cells = contexts.map((context) => context.made([id]).map(statusAndBody)[0] ?? "not asked");
    return cells.every((cell) => cell === "not asked") ? [] : [[id, ...cells]];
  });
  const missing = ids.filter((id) => contexts.every((context) => context.made([id]).length === 0));
  const [first] = missing;
  return joinAnswers(
    rows.length === 0
      ? {}
      : {
          seen: ["The responses to wrong keys and values are below."],
          tables: [
            {
              caption: "Responses to wrong keys and values",
              head: ["request", ...contexts.map(({ kind }) => kind)],
              rows,
            },
          ],
        },
    first === undefined
      ? {}
      : { open: [`${missing.join(", ")}: not asked, because ${whyNotSent(contexts, first)}.`] },
    answerFromCheck(run, "refusal-body"),
  );
}

const rateHeaders = ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "retry-after"];

/** Question 12: limits, and their headers. */
export function answerLimits(run: ObservedRun): AnswerParts {
  const exchanges = run.contexts.flatMap(responsesToGet).map(({ exchange }) => exchange);
  const throttled = exchanges.reduce((sum, exchange) => sum + exchange.throttled, 0);
  const seen = rateHeaders.flatMap((name) => {
    const values = exchanges.flatMap((exchange) =>
      valuesOf(exchange, name).map((value) => ({ value, exchange })),
    );
    return values.length === 0
      ? []
      : [`${name}: in ${counted(values.length, "response")}, ${inWords(name, values)}.`];
  });
  return joinAnswers(
    {
      seen: [...seen, throttled === 0 ? "No response was a 429." : `429 came ${counted(throttled, "time")}.`],
      open: [
        ...(seen.length === 0 ? ["The limits: no response had a rate-limit header."] : []),
        ...(throttled === 0
          ? [
              "Retry-After, and what a 429 looks like: the limit was not reached, and the suite does not try to.",
            ]
          : []),
        "Whether a limit is counted by key, account or address: one key from one machine cannot tell.",
      ],
    },
    answerFromCheck(run, "rate-headers"),
  );
}

/** Values of a header in a response, and in the last 429 before it. */
function valuesOf({ headers, throttledHeaders }: ExchangeHead, name: string): string[] {
  return [...throttledHeaders, ...headers].filter(([key]) => key === name).map(([, value]) => value.trim());
}

function inWords(
  name: string,
  values: readonly { readonly value: string; readonly exchange: ExchangeHead }[],
): string {
  const numbers = values.filter(({ value }) => /^\d{1,15}$/.test(value));
  if (numbers.length < values.length) {
    return `of them ${values.length - numbers.length} in another form than a number`;
  }
  if (name !== "x-ratelimit-reset") {
    const sorted = numbers.map(({ value }) => Number(value)).sort((a, b) => a - b);
    const [least = 0, most = 0] = [sorted[0], sorted.at(-1)];
    return least === most ? `always ${least}` : `from ${least} to ${most}`;
  }
  return formatTally(numbers.map(({ value, exchange }) => unitOf(Number(value), exchange.sentAt)));
}

/** The units of a reset. Their sizes differ so much that they cannot be confused. */
function unitOf(value: number, now: number): string {
  if (value < 1e9) return "seconds to go, by its size";
  const [unit, instant] = value < 1e11 ? ["seconds", value * 1000] : ["milliseconds", value];
  return `an instant in ${unit}, ${instant >= now ? "ahead" : "behind"}`;
}

/** Question 15: x-request-id, and compression. */
export function answerRequestId(run: ObservedRun): AnswerParts {
  const results = run.contexts.flatMap(responsesToGet);
  const group = (least: number, most: number) =>
    results.filter(({ exchange: { status = 0 } }) => status >= least && status < most);
  const carrying = (list: readonly ProbeResult[], what: string) =>
    list.length === 0
      ? []
      : [
          `x-request-id: on ${list.filter((one) => one.header("x-request-id") !== undefined).length} of ${counted(list.length, what)}.`,
        ];
  return joinAnswers(
    {
      seen: [
        ...carrying(group(200, 300), "successful response"),
        ...carrying(group(400, 500), "error response"),
      ],
    },
    answerFromProbe(run, "compressed", "Asked for gzip, deflate or br", (result) => {
      const coding = result.header("content-encoding")?.toLowerCase();
      const known = ["gzip", "deflate", "br", "identity", "x-gzip"].find((one) => one === coding);
      return `${result.exchange.status ?? "no response"}, ${coding === undefined ? "not compressed" : (known ?? "another coding")}`;
    }),
  );
}
