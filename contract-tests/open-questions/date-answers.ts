import { timestampOf } from "../engine/event.ts";
import type { MadeScene } from "../engine/make-scene.ts";
import { eventsIn, isUsable, type Observation } from "../engine/observation.ts";
import { type Answer, answerTo, type Contact, outcomeOf, statusAndBody, together } from "./answer.ts";

const hourMs = 3_600_000;
/** Offsets from UTC that are in use, in steps of half an hour; the vendor sits at +1 and +2. */
const offsets = Array.from({ length: 53 }, (_, i) => -12 + i / 2);

/** Question 6: the forms of a date. */
export function answerDates(contact: Contact): Answer {
  return together(
    outcomeOf(contact, "date-epoch-ms"),
    outcomeOf(contact, "date-microseconds"),
    outcomeOf(contact, "date-whole-seconds"),
    outcomeOf(contact, "date-offset"),
    answerTo(contact, "date-without-zone", "A start without a zone", zoneOf),
  );
}

/** As which zone a date without one was read, told by which events came. */
function zoneOf(observation: Observation, scene: MadeScene): string {
  const { start } = observation.asked;
  const [whole] = scene.made(["ascending"]);
  if (!isUsable(observation) || whole?.events === undefined || start === undefined)
    return statusAndBody(observation);
  const { end } = scene.window;
  const came = eventsIn(observation).length;
  const times = whole.events.flatMap((event) => timestampOf(event) ?? []);
  const after = (instant: number) => times.filter((time) => time >= instant && time < end).length;
  // A clock that is ahead of UTC by an offset shows this time of day earlier by it.
  const fitting = offsets.filter((offset) => after(start - offset * hourMs) === came);
  const zones = fitting.map(zoneName);
  if (zones.length === 0) return `${statusAndBody(observation)}, which fits no zone`;
  if (zones.length === 1) return `200, read as ${zones[0]}`;
  return `200, read as some zone from ${zones[0]} to ${zones.at(-1)}, between which no event lies`;
}

function zoneName(offset: number): string {
  if (offset === 0) return "UTC";
  const minutes = (Math.abs(offset) % 1) * 60;
  return `UTC${offset < 0 ? "-" : "+"}${Math.floor(Math.abs(offset))}${minutes > 0 ? `:${minutes}` : ""}`;
}
