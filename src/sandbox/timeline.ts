import type { GeneratedEvents } from "./generate-events.ts";

/** A frozen view of events in ascending order of their timestamps; later additions do not reach it. */
export interface Timeline {
  /** Milliseconds since 1970 UTC, ascending. */
  readonly times: Float64Array;
  /** The event at a position of `times`, as JSON text. */
  textAt(position: number): string;
}

/** The events of one kind of one notification. */
export interface Shelf {
  add(timestamp: number, text: string): void;
  timeline(): Timeline;
}

/**
 * Keeps 12 bytes per event (timestamp and reference), and the text only of events that cannot be generated again.
 * Additions are merged at the next read, so adding one by one does not copy the whole index each time.
 */
export function createShelf(generated: GeneratedEvents | undefined): Shelf {
  const count = generated?.count ?? 0;
  const texts: string[] = [];
  let pending: { readonly timestamp: number; readonly reference: number }[] = [];
  let times: Float64Array | undefined;
  let references = new Uint32Array(0);

  // A reference below `count` is the number of a send, any other a position in `texts`.
  const textOf = (reference: number): string =>
    (reference < count ? generated?.textAt(reference) : texts[reference - count]) ?? "null";

  const settle = (): Float64Array => {
    if (times === undefined) {
      times = new Float64Array(count);
      for (let send = 0; send < count; send++) times[send] = generated?.timestampAt(send) ?? 0;
      references = new Uint32Array(count);
      for (let send = 0; send < count; send++) references[send] = send;
    }
    if (pending.length === 0) return times;
    // Stable, and older entries first below: at equal timestamps events stay in the order in which they came.
    const added = pending.sort((a, b) => a.timestamp - b.timestamp);
    pending = [];
    const oldTimes = times;
    const oldReferences = references;
    times = new Float64Array(oldTimes.length + added.length);
    references = new Uint32Array(times.length);
    let old = 0;
    let position = 0;
    for (const { timestamp, reference } of added) {
      const until = upperBound(oldTimes, timestamp);
      times.set(oldTimes.subarray(old, until), position);
      references.set(oldReferences.subarray(old, until), position);
      position += until - old;
      old = until;
      times[position] = timestamp;
      references[position] = reference;
      position += 1;
    }
    times.set(oldTimes.subarray(old), position);
    references.set(oldReferences.subarray(old), position);
    return times;
  };

  return {
    add(timestamp, text) {
      pending.push({ timestamp, reference: count + texts.length });
      texts.push(text);
    },
    timeline() {
      const settled = settle();
      const frozen = references;
      return { times: settled, textAt: (position) => textOf(frozen[position] ?? 0) };
    },
  };
}

/** The first position whose time is `>= time`. Times are whole milliseconds. */
export function lowerBound(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function upperBound(times: Float64Array, time: number): number {
  return lowerBound(times, time + 1);
}
