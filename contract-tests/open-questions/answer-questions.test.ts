import { expect, test } from "vitest";
import type { Stages } from "../../proofs/suite-faults/variant.ts";
import type { SandboxOptions } from "../../src/sandbox/options.ts";
import { standardStages } from "../../src/sandbox/stages.ts";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import type { ContractReport, QuestionAnswer } from "../engine/report.ts";
import { judgeSandbox, sharedReport } from "../reports/testing/judge-sandbox.ts";
import { answerers } from "./answer-questions.ts";
import { openQuestions } from "./questions.ts";

const report = await sharedReport();

function answer({ openQuestions }: ContractReport, number: number): QuestionAnswer {
  const found = openQuestions?.answers.find((one) => one.number === number);
  if (found === undefined) throw new Error(`no answer ${number}`);
  return found;
}

/** Sentences and cells of an answer, one text. */
function words({ seen, tables, open }: QuestionAnswer): string {
  const cells = tables.flatMap(({ head, rows }) => [head, ...rows].map((row) => row.join(" | ")));
  return [...seen, ...cells, ...open].join("\n");
}

const judge = (options: SandboxOptions, stages: Stages = {}) => judgeSandbox(stages, {}, options);

test("each question has an answer, by its number", () => {
  expect(Object.keys(answerers).map(Number)).toEqual(openQuestions.map(({ number }) => number));
  expect(report.openQuestions?.answers.map(({ number }) => number)).toEqual(
    openQuestions.map(({ number }) => number),
  );
});

test("with events, every question has a text", () => {
  for (const row of report.openQuestions?.answers ?? []) expect(row.seen, row.topic).not.toEqual([]);
});

test("without events, each question has an answer or a reason why it stays open", async () => {
  const empty = await judge({ events: 0 });
  const open = empty.openQuestions?.answers
    .filter(({ seen }) => seen.length === 0)
    .map(({ number }) => number);
  expect(open).toEqual([1, 2, 9, 10, 11, 13, 14]);
  for (const number of open ?? []) expect(answer(empty, number).open.length).toBeGreaterThan(0);
  expect(words(answer(empty, 1))).toContain("no event was seen");
  expect(words(answer(empty, 6))).toMatch(/date-without-zone|A start without a zone: /);
});

test("a run with chosen checks sends nothing else, and writes no page", async () => {
  const few = await judgeSandbox({}, { checks: new Set(["status"]) });
  expect(few.openQuestions).toBeUndefined();
});

test("the sandbox is not evidence about the API", () => {
  expect(report.openQuestions?.isApi).toBe(false);
});

test("the shape of an event lists the form of each value, beside what the contract says", () => {
  const text = words(answer(report, 1));
  expect(text).toMatch(/source\.detail\.execution\.id \| 40 of 40 \| integer \| (assumed|observed)/);
  expect(text).toMatch(
    /source\.detail\.activation\.receiver\.value\.unicity \| \d+ of 40 \| e-mail address \| (assumed|observed)/,
  );
});

test("a property that the contract lacks is marked", async () => {
  const extended: Stages = {
    *select(store, query, turn) {
      for (const text of standardStages.select(store, query, turn))
        yield text.replace(/^\{/, '{"campaign":{"name":"spring"},');
    },
  };
  const text = words(answer(await judge({}, extended), 1));
  expect(text).toContain("campaign.name | 40 of 40 | text | not in the contract");
  expect(text).not.toContain("spring");
});

test.each([
  ["array", "200, an empty array"],
  ["204", "204, no body"],
  ["empty-body", "200, no body"],
] as const)("an empty response in the form %s is recognised", async (emptyAnswer, seen) => {
  expect(words(answer(await judge({ behaviour: { emptyAnswer } }), 3))).toContain(
    `A window whose end lies before its start: ${seen} (${eventKinds.join(", ")}).`,
  );
});

test("the responses to an unknown notification and a wrong key are shown unchanged", async () => {
  const strange = await judge({
    behaviour: { unknownNotification: "empty", wrongKeyStatus: 403, errorBody: "json" },
  });
  expect(words(answer(strange, 4))).toContain("An id that no notification has: 200, an empty array");
  const errors = words(answer(strange, 5));
  expect(errors).toMatch(/^key-none \| 401, \d+ bytes of application\/json/m);
  expect(errors).toMatch(/^key-wrong \| 403, /m);
  const row = ["start-malformed", ...eventKinds.map(() => "400, no body")].join(" | ");
  expect(words(answer(report, 5)).split("\n")).toContain(row);
});

test("the events show the zone of a date without one, or its error response is shown", async () => {
  const many = { events: 200, from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 3) };
  expect(words(answer(await judge(many), 6))).toContain(
    "A start without a zone: 200, read as UTC (activations).",
  );
  const paris: Stages = {
    parse(request, settings) {
      const url = request.url.replace(/start=([\d-]+T[\d%A.]+)(?=&)/, "start=$1%2B01:00");
      return standardStages.parse({ ...request, url }, settings);
    },
  };
  expect(words(answer(await judge(many, paris), 6))).toContain("read as UTC+1 (activations)");
  const rejecting = await judge({ behaviour: { zonelessDates: "refuse" } });
  expect(words(answer(rejecting, 6))).toContain("A start without a zone: 400, no body (activations).");
});

test("the page shows what a request without a window covers", () => {
  expect(words(answer(report, 7))).toMatch(
    /Neither start nor end: 200, 40 events, from 2026-01-0\dT.* to 2026-01-0/,
  );
});

test("the page shows the limits of the headers, and finds the unit of the reset by its size", async () => {
  const limited = words(answer(await judge({ rateLimit: { limit: 1_000_000, periodMs: 60_000 } }), 12));
  expect(limited).toMatch(/x-ratelimit-limit: in \d+ responses, always 1000000\./);
  expect(limited).toMatch(/x-ratelimit-remaining: in \d+ responses, from \d+ to \d+\./);
  expect(limited).toMatch(/x-ratelimit-reset: in \d+ responses, seconds to go/);
  expect(limited).toContain("No response was a 429.");
});

test("the page shows ties and their order", () => {
  expect(words(answer(report, 10))).toMatch(
    new RegExp(`\\d+ of ${40 * eventKinds.length} timestamps are whole seconds\\.`),
  );
  expect(words(answer(report, 10))).toContain(`the same with sort=asc again (${2 * eventKinds.length})`);
});

test("the page shows the server's names of kinds, and how contacts are identified", () => {
  expect(words(answer(report, 13))).toContain('source.detail.cancellation.type | "user defined policy"');
  expect(words(answer(report, 14))).toMatch(/unicity \| \d+ \| e-mail address/);
});
