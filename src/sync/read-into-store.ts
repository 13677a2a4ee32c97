import { rawEvent } from "../client/raw-events.ts";
import { eventText } from "../client/source-texts.ts";
import type { FollowedEvent } from "../follow/event-keys.ts";
import type { Progress } from "../follow/position.ts";
import {
  type FollowWindow,
  rejectUnfiltered,
  type WindowAim,
  type WindowOutcome,
} from "../follow/read-window.ts";
import { eventRows } from "./event-row.ts";
import type { EventRow, EventStore, StoredStream, StreamPoll } from "./event-store.ts";

/** A stream that is being read into its store. */
export interface StreamReader {
  /** How far it was read. Progress that is not written yet is read again after a crash. */
  readonly progress: Progress;
  /** The events written so far. */
  readonly written: { readonly stored: number; readonly late: number; readonly changed: number };
  /** Reads one window; yields once, when it was read completely. */
  read(window: FollowWindow, aim: WindowAim): AsyncGenerator<void, WindowOutcome>;
  /** Writes the progress, and the result of the poll. */
  finish(poll: StreamPoll): Promise<void>;
}

/** Most characters of a batch: events may be large, and a statement of Postgres takes at most 1 GB. */
const batchCharacters = 4 * 2 ** 20;

/** The stream was removed, or another worker has it, so this worker must stop. */
export class StreamLost extends Error {
  override readonly name = "StreamLost";
}

/** The store failed, so every other stream would fail, too. */
export class StoreFailure extends Error {
  override readonly name = "StoreFailure";
}

/** The parts that a reader needs besides its stream. */
export interface StreamReading {
  readonly store: EventStore;
  readonly list: (window: FollowWindow) => AsyncIterable<readonly FollowedEvent[]>;
  readonly now: () => number;
}

/**
 * Makes a reader. It keeps no keys of events, because the database recognises them. A window that failed halfway is
 * read again from its start, and each of its events is stored once.
 */
export function readIntoStore(stream: StoredStream, { store, list, now }: StreamReading): StreamReader {
  const { batchEvents = 2_000 } = store;
  const rowOf = eventRows(stream.kind);
  const written = { stored: 0, late: 0, changed: 0 };
  let { version, progress } = stream;

  async function write(events: readonly EventRow[], poll?: StreamPoll): Promise<void> {
    // Keys are random. Inserting them in order halves the time that a database spends in its index.
    const sorted = events.toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
    const change = { events: sorted, storedAt: now(), progress, poll };
    const receipt = await store.write(stream, version, change).catch((cause) => {
      throw new StoreFailure("The store failed.", { cause });
    });
    if (!receipt) throw new StreamLost();
    version = receipt.version;
    written.stored += receipt.stored;
    written.late += receipt.late;
    written.changed += receipt.changed;
  }

  return {
    get progress() {
      return progress;
    },
    written,
    async *read(window, aim) {
      let rows: EventRow[] = [];
      let characters = 0;
      let listed = 0;
      for await (const events of list(window)) {
        for (const event of events) {
          const { timestamp } = event;
          // An event whose time is not a number counts as one of this window.
          const time = typeof timestamp === "number" ? timestamp : window.end - 1;
          rejectUnfiltered(time, window);
          if (++listed > aim.maxEvents) return { listed, tooManyAt: time };
          // The bounds of windows are whole seconds.
          if (time < stream.from) continue;
          const row = rowOf(rawEvent(event), eventText(event));
          rows.push(row);
          characters += row.text.length;
          if (rows.length < batchEvents && characters < batchCharacters) continue;
          await write(rows);
          rows = [];
          characters = 0;
        }
      }
      // Written with the last events; a window without events costs no transaction of its own.
      progress = aim.progress;
      if (rows.length > 0) await write(rows);
      yield;
      return { listed };
    },
    async finish(poll) {
      await write([], poll);
    },
  };
}
