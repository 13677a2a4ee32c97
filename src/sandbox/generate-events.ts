import type { EventKind } from "../shared/event-kinds.ts";
import { createEventForm, mix, uuidOf } from "./event-form.ts";

/** What a generated history follows from: the same values give the same bytes. */
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
/** Where in its slot an event of each kind falls: a send is first taken, then sent or dropped. */
const turnInSlot: Readonly<Record<EventKind, number>> = { executions: 0, activations: 1, cancellations: 2 };

/**
 * The events of one kind in a generated history. Nothing is stored. Each send has a slot of its own in the window, so
 * timestamps rise with its number. Every eighth send shares the slot, hence the millisecond, of the one before it, and
 * in every third slot timestamps are whole seconds where a whole second fits.
 */
export function generateEvents(kind: EventKind, history: HistorySeed): GeneratedEvents {
  const { count, from, to, notificationId } = history;
  const step = (to - from) / count;
  const base = mix(history.seed, notificationId);
  const turn = turnInSlot[kind];
  const jitterStream = mix(base, 10 + turn);
  const idStream = mix(base, 20 + turn);
  // Shared by the three kinds: the stamp is what joins the events of one send.
  const stampStream = mix(base, 1);
  const contactStream = mix(base, 2);
  const printEvent = createEventForm(kind, notificationId, uuidOf(mix(base, 3), 0, 4));

  const slotOf = (send: number): number => (send % 8 === 7 ? send - 1 : send);
  const slotStart = (slot: number): number => Math.floor(from + slot * step);
  const timestampAt = (send: number): number => {
    const slot = slotOf(send);
    // 24 bits: with 32, rounding could carry the last event of a huge history out of the window.
    const jitter = (mix(jitterStream, slot) >>> 8) / 2 ** 24;
    const timestamp = Math.floor(from + (slot + (turn + jitter) / 3) * step);
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
