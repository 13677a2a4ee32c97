import { endpoints } from "../../generated/contract.js";
import { eventTemplates } from "../../generated/event-templates.js";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { createEventForm, type FormEntry, mix } from "./event-form.ts";

/** The inputs of a generated history: the same values give the same bytes. */
export interface HistorySeed {
  readonly seed: number;
  readonly notificationId: number;
  /** Sends; each has one event of every kind. */
  readonly count: number;
  /** First millisecond of the history. */
  readonly from: number;
  /** First millisecond after it. */
  readonly to: number;
}

/** Events of one kind that are made when asked for, in the order of their timestamps. */
export interface GeneratedEvents {
  readonly count: number;
  timestampAt(send: number): number;
  textAt(send: number): string;
}

const contacts = 1_000;
/** The type of the events that come first: the platform takes a send before anything becomes of it. */
const firstType: string = "execution";
/** The kinds in the order in which the events of one send are published. */
const turns: readonly EventKind[] = [...eventKinds].sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)));

function isFirst(kind: EventKind): boolean {
  return endpoints[kind].eventType === firstType;
}

/**
 * The events of one kind in a generated history. Nothing is stored. Each send has a slot of its own in the window, so
 * timestamps rise with its number. Every eighth send shares the slot, hence the millisecond, of the one before it, and
 * in every third slot timestamps are whole seconds where a whole second fits.
 */
export function generateEvents(kind: EventKind, history: HistorySeed): GeneratedEvents {
  const { count, from, to, notificationId } = history;
  const step = (to - from) / count;
  const base = mix(history.seed, notificationId);
  const turn = turns.indexOf(kind);
  const jitterStream = mix(base, 10 + turn);
  const idStream = mix(base, 20 + turn);
  // Shared by all kinds: the stamp is what joins the events of one send.
  const stampStream = mix(base, 1);
  const contactStream = mix(base, 2);
  const printEvent = createPrinter(kind, notificationId, base);

  const slotOf = (send: number): number => (send % 8 === 7 ? send - 1 : send);
  const slotStart = (slot: number): number => Math.floor(from + slot * step);
  const timestampAt = (send: number): number => {
    const slot = slotOf(send);
    // 24 bits: with 32, rounding could carry the last event of a huge history out of the window.
    const jitter = (mix(jitterStream, slot) >>> 8) / 2 ** 24;
    const timestamp = Math.floor(from + (slot + (turn + jitter) / turns.length) * step);
    const wholeSecond = Math.ceil(timestamp / 1000) * 1000;
    return slot % 3 === 0 && wholeSecond < slotStart(slot + 1) ? wholeSecond : timestamp;
  };

  return {
    count,
    timestampAt,
    textAt(send) {
      const slot = slotOf(send);
      return printEvent({
        idStream,
        stampStream,
        send,
        timestamp: timestampAt(send),
        stampTime: slotStart(slot) - 1000 - (mix(stampStream, slot) % 16_000),
        contact: mix(contactStream, send) % contacts,
      });
    },
  };
}

/**
 * Prints the events of one kind. Of each two sends, one has every property of the contract and one only the usual ones,
 * at random. All kinds agree on it, because the events of one send share a stamp. Each half takes the kind's templates
 * in turn, so every variant that the contract knows is among any `2 × templates` sends.
 */
function createPrinter(kind: EventKind, notificationId: number, base: number): (entry: FormEntry) => string {
  const forms = (templates: readonly string[]): readonly ((entry: FormEntry) => string)[] =>
    templates.map((template) => createEventForm(template, notificationId, mix(base, 3)));
  const usual = forms(eventTemplates[kind].usual);
  const complete = forms(eventTemplates[kind].complete);
  const dice = mix(base, 4);
  return (entry) => {
    const pair = entry.send >>> 1;
    const half = ((entry.send ^ mix(dice, pair)) & 1) === 0 ? usual : complete;
    return half[pair % half.length]?.(entry) ?? "";
  };
}
