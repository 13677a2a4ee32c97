import type { NotificationEvent } from "../client/events.ts";
import type { CliIo } from "./cli-io.ts";

/** What goes to stderr while a command runs. */
export interface StatusLine {
  /**
   * Counts a batch that was written.
   *
   * @param share Which part of the work is done with it, from 0 to 1; `undefined` if nobody can know.
   * @param late How many of its events were listed late.
   */
  add(events: readonly NotificationEvent[], bytes: number, share?: number, late?: number): void;
  /** Says something, terminal or not. */
  note(text: string): void;
  /** Leaves the last state on the terminal. */
  end(): void;
}

const redrawMs = 100;
const clearLine = "\r\u001b[K";

/**
 * Shows how far a command is in one line that is redrawn: on a terminal alone, for a log would fill with it, and not
 * between data that go to the same terminal.
 *
 * @param out The file that the data go to, if not to stdout.
 * @param now Milliseconds of a clock that never goes back.
 */
export function statusLine(
  { stdout, stderr }: Pick<CliIo, "stdout" | "stderr">,
  out: string | undefined,
  now: () => number = () => performance.now(),
): StatusLine {
  if (!stderr.isTTY || (out === undefined && stdout.isTTY)) {
    return { add: () => {}, note: (text) => void stderr.write(`${text}\n`), end: () => {} };
  }
  const startedAt = now();
  let events = 0;
  let bytes = 0;
  let lateEvents = 0;
  let newest: number | undefined;
  let done: number | undefined;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let isShown = false;

  function draw(): void {
    const seconds = Math.max(now() - startedAt, 1) / 1000;
    const parts = [
      `${count(events)} events`,
      `${(bytes / 1e6).toFixed(1)} MB`,
      `${count(Math.round(events / seconds))} events/s`,
      ...(done === undefined ? [] : [`${Math.floor(Math.min(Math.max(done, 0), 1) * 100)} %`]),
      ...(lateEvents === 0 ? [] : [`${count(lateEvents)} late`]),
      ...(newest === undefined ? [] : [`newest ${new Date(newest).toISOString()}`]),
    ];
    // A line that wraps cannot be redrawn.
    stderr.write(clearLine + parts.join("  ").slice(0, (stderr.columns ?? 80) - 1));
    drawnAt = now();
    isShown = true;
  }

  return {
    add(batch, written, share, late = 0) {
      events += batch.length;
      lateEvents += late;
      bytes += written;
      done = share;
      for (const { timestamp } of batch) {
        if (isDate(timestamp)) newest = Math.max(newest ?? timestamp, timestamp);
      }
      if (now() - drawnAt >= redrawMs) draw();
    },
    note(text) {
      stderr.write(`${isShown ? clearLine : ""}${text}\n`);
      if (isShown) draw();
    },
    end() {
      if (!isShown) return;
      draw();
      stderr.write("\n");
      isShown = false;
    },
  };
}

/** An unknown event may have any number there. */
function isDate(timestamp: number | null | undefined): timestamp is number {
  return Math.abs(timestamp ?? Number.NaN) <= 8.64e15;
}

function count(number: number): string {
  return number.toLocaleString("en");
}
