import { distinctEvents, type EndpointContext } from "../engine/endpoint-context.ts";
import { identityOf, timestampOf } from "../engine/event.ts";
import { eventsIn, isUsable, type ProbeResult } from "../engine/probe-result.ts";
import {
  type AnswerParts,
  answerFromCheck,
  counted,
  eventLists,
  formatTally,
  joinAnswers,
  type ObservedRun,
} from "./answer.ts";

/** Question 10: whole seconds, ties, and their order. */
export function answerTies(run: ObservedRun): AnswerParts {
  const counts = run.contexts.map((context) => {
    const times = new Map<number, number>();
    for (const event of distinctEvents(context)) {
      const time = timestampOf(event);
      if (time !== undefined) times.set(time, (times.get(time) ?? 0) + 1);
    }
    return { context, times };
  });
  const all = counts.flatMap(({ times }) => [...times]);
  const events = all.reduce((sum, [, count]) => sum + count, 0);
  if (events === 0) return { open: ["No event with a timestamp was seen."] };
  const whole = all.filter(([time]) => time % 1000 === 0).reduce((sum, [, count]) => sum + count, 0);
  const tied = all.filter(([, count]) => count > 1);
  const most = all.reduce((largest, [, count]) => Math.max(largest, count), 0);
  const orders = run.contexts.flatMap(tieOrders);
  return joinAnswers(
    {
      seen: [
        `${whole.toLocaleString("en")} of ${counted(events, "timestamp")} are whole seconds.`,
        tied.length === 0
          ? "No two events of an endpoint share a timestamp."
          : `${counted(tied.length, "timestamp")} are shared, by ${counted(most, "event")} at most.`,
        ...(orders.length > 0
          ? [`Ties in another response, compared with the first with sort=asc: ${formatTally(orders)}.`]
          : []),
      ],
      open: tied.length === 0 ? ["The order of ties: there are none."] : [],
    },
    answerFromCheck(run, "ties-kept"),
    answerFromCheck(run, "sort-mirror"),
  );
}

/** How the order of ties in other responses for the whole window compares with the first one's. */
function tieOrders(context: EndpointContext): string[] {
  const [first] = context.made(["ascending"]);
  if (first === undefined || !isUsable(first)) return [];
  const order = tiesIn(first);
  if (order.length === 0) return [];
  const text = order.join();
  return context.made(["repeated", "compressed", "descending"]).flatMap((other) => {
    if (!isUsable(other)) return [];
    const isDescending = other.id === "descending";
    const compared = tiesIn(other);
    const where = isDescending ? "with sort=desc" : "with sort=asc again";
    if ((isDescending ? compared.toReversed() : compared).join() === text)
      return [isDescending ? `reversed ${where}` : `the same ${where}`];
    return [`otherwise ${where}`];
  });
}

/** Identities of the events that share their timestamp with another, in the order of a response. */
function tiesIn({ events = [] }: ProbeResult): string[] {
  const counts = new Map<number | undefined, number>();
  for (const event of events) counts.set(timestampOf(event), (counts.get(timestampOf(event)) ?? 0) + 1);
  return events.filter((event) => (counts.get(timestampOf(event)) ?? 0) > 1).map(identityOf);
}

/** Question 11: whether an id is stable and unique. */
export function answerIds(run: ObservedRun): AnswerParts {
  const responses = new Map<string, number>();
  for (const { context, result } of eventLists(run)) {
    for (const id of new Set(eventsIn(result).map((event) => `${context.kind} ${identityOf(event)}`)))
      responses.set(id, (responses.get(id) ?? 0) + 1);
  }
  const again = [...responses.values()].filter((count) => count > 1).length;
  return joinAnswers(
    {
      seen: again > 0 ? [`${counted(again, "event")} was in more than one response, with the same id.`] : [],
      open: again > 0 ? [] : ["No event was in two responses."],
    },
    ...["id-unique", "id-unique-across-kinds", "event-stable", "repeat-stable"].map((id) =>
      answerFromCheck(run, id),
    ),
  );
}
