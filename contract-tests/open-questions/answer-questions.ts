import { isApi } from "../engine/contract.ts";
import type { EvidenceProposal, OpenQuestionsResult, QuestionAnswer } from "../engine/report.ts";
import type { AnswerParts, ObservedRun } from "./answer.ts";
import { answerContacts, answerKinds, answerShapes, answerTypes } from "./event-answers.ts";
import { answerIds, answerTies } from "./order-answers.ts";
import { proposeEvidence } from "./proposals.ts";
import { openQuestions } from "./questions.ts";
import {
  answerErrorResponses,
  answerLimits,
  answerNoEvents,
  answerRequestId,
  answerUnknownNotification,
} from "./response-answers.ts";
import { answerDates, answerHistory, answerLag, answerSize } from "./window-answers.ts";

/** The function that answers each question, by the question's number. */
export const answerers: Readonly<Record<number, (run: ObservedRun) => AnswerParts>> = {
  1: answerShapes,
  2: answerTypes,
  3: answerNoEvents,
  4: answerUnknownNotification,
  5: answerErrorResponses,
  6: answerDates,
  7: answerHistory,
  8: answerSize,
  9: answerLag,
  10: answerTies,
  11: answerIds,
  12: answerLimits,
  13: answerKinds,
  14: answerContacts,
  15: answerRequestId,
};

/**
 * Answers the open questions from what a run saw.
 *
 * @param mask Takes the key and personal data out of a text: kinds and names are the server's own words.
 */
export function answerQuestions(
  run: ObservedRun,
  baseUrl: string,
  mask: (text: string) => string,
): OpenQuestionsResult {
  const answers = openQuestions.map(({ number, topic, question }): QuestionAnswer => {
    const { seen = [], tables = [], open = [] } = answerers[number]?.(run) ?? {};
    return {
      number,
      topic,
      question,
      seen: seen.map(mask),
      tables: tables.map(({ caption, head, rows }) => ({
        caption,
        head,
        rows: rows.map((row) => row.map(mask)),
      })),
      open: open.map(mask),
    };
  });
  const proposals = proposeEvidence(run).map(
    (proposal): EvidenceProposal => ({ ...proposal, because: mask(proposal.because) }),
  );
  return { isApi: isApi(baseUrl), answers, proposals };
}
