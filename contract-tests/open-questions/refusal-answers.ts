import { keyRefusals, queryRefusals } from "../checks/access-probes.ts";
import {
  type Answer,
  answerTo,
  type Contact,
  lists,
  outcomeOf,
  statusAndBody,
  tally,
  together,
  whyUnmade,
} from "./answer.ts";

/** Question 3: how "no events" is said. */
export function answerNoEvents(contact: Contact): Answer {
  const empty = lists(contact).flatMap(({ observation }) =>
    observation.events?.length === 0 ? [observation] : [],
  );
  return together(
    answerTo(contact, "empty-window", "A window from an instant to itself"),
    answerTo(contact, "quiet-window", "A window between two events"),
    answerTo(contact, "inverted-window", "A window whose end lies before its start"),
    empty.length === 0 ? {} : { seen: [`Every answer without events: ${tally(empty.map(statusAndBody))}.`] },
  );
}

/** Question 4: a notification that does not exist. */
export function answerUnknownNotification(contact: Contact): Answer {
  return together(answerTo(contact, "id-unknown", "An id that no notification has"), {
    open: [
      "A deleted notification: the suite only reads, so it has none. Run it with the id of one in NP6_NOTIFICATION_ID; the status it ends with is the answer.",
    ],
  });
}

/** Question 5: bad keys and bad values. */
export function answerRefusals(contact: Contact): Answer {
  const { scenes } = contact;
  const ids = [...keyRefusals, ...queryRefusals];
  const rows = ids.flatMap((id) => {
    const cells = scenes.map((scene) => scene.made([id]).map(statusAndBody)[0] ?? "not asked");
    return cells.every((cell) => cell === "not asked") ? [] : [[id, ...cells]];
  });
  const missing = ids.filter((id) => scenes.every((scene) => scene.made([id]).length === 0));
  const [first] = missing;
  return together(
    rows.length === 0
      ? {}
      : {
          seen: ["Keys and values that are wrong were answered as below."],
          tables: [
            {
              caption: "Answers to what is wrong",
              head: ["request", ...scenes.map(({ kind }) => kind)],
              rows,
            },
          ],
        },
    first === undefined
      ? {}
      : { open: [`${missing.join(", ")}: not asked, since ${whyUnmade(scenes, first)}.`] },
    outcomeOf(contact, "refusal-body"),
  );
}
