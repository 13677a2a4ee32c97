import type { AnswerTable, ContractReport, EvidenceProposal, QuestionAnswer } from "../engine/report.ts";
import {
  change,
  heading,
  notTheApi,
  placeInFile,
  proposalsHeading,
  standing,
} from "./first-contact-words.ts";
import { groupBy } from "./group-by.ts";
import { markdownCode as code, markdownText as text } from "./markdown-text.ts";

/** The page on the open questions; `undefined` where the run asked none. */
export function firstContactMarkdown(report: ContractReport): string | undefined {
  const { firstContact, target, baseUrl, notificationId, window, startedAt } = report;
  if (firstContact === undefined) return undefined;
  const { isApi, answers, proposals } = firstContact;
  const blocks = [
    "# First contact",
    `What a run against ${code(baseUrl)} (${text(target)}) saw of the questions that only the live API can answer: notification ${notificationId}, ` +
      `window ${code(`${window.start}/${window.end}`)}, begun ${text(startedAt)}. The key and personal data are masked.`,
    ...(isApi ? [] : [`**${text(notTheApi)}**`]),
    ...answers.flatMap(answer),
    `## ${proposalsHeading(firstContact)}`,
    ...(proposals.length === 0 ? ["None."] : proposed(proposals)),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function answer(row: QuestionAnswer): string[] {
  const { question, seen, tables, open } = row;
  return [
    `## ${heading(row)}`,
    `*${text(question)}* ${standing(row)}.`,
    ...(seen.length > 0 ? [seen.map((sentence) => `- ${text(sentence)}`).join("\n")] : []),
    ...tables.map(table),
    ...(open.length > 0
      ? [`Still open:\n\n${open.map((sentence) => `- ${text(sentence)}`).join("\n")}`]
      : []),
  ];
}

function table({ caption, head, rows }: AnswerTable): string {
  const line = (cells: readonly string[]) => `| ${cells.map(text).join(" | ")} |`;
  return [`**${text(caption)}**`, "", line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function proposed(proposals: readonly EvidenceProposal[]): string[] {
  const files = [...groupBy(proposals, ({ file }) => file)].map(([file, list]) => {
    const rows = list.map(
      (proposal) => `- ${code(placeInFile(proposal))}, ${text(change(proposal))} (${text(proposal.because)})`,
    );
    return `${code(file)}\n\n${rows.join("\n")}`;
  });
  return [
    "Judge each before you make it: a level is raised with its source, an entry of `x-sources` that names this run. Then `npm run generate`.",
    ...files,
  ];
}
