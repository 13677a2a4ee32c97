import type { NotificationEvent } from "../client/events.ts";
import type { CliIo } from "./cli-io.ts";
import {
  countOf,
  formatCount,
  onlyNotes,
  type ProgressLine,
  type ProgressPlatform,
  progressLine,
  systemProgressPlatform,
} from "./progress-line.ts";

/** The progress of a command that writes events, on stderr. */
export interface StatusLine extends Pick<ProgressLine, "note" | "end"> {
  /** How many events were counted. */
  events(): number;
  /**
   * Counts a batch that was written.
   *
   * @param share The share of the work that is then done, from 0 to 1; `undefined` if that is unknown.
   * @param late How many of its events were listed late.
   */
  add(events: readonly NotificationEvent[], bytes: number, share?: number, late?: number): void;
}

/**
 * Shows the progress of a command that writes events, unless the data go to the same terminal.
 *
 * @param out The file that the data go to, if not to stdout.
 */
export function statusLine(
  io: Pick<CliIo, "stdout" | "stderr">,
  out: string | undefined,
  platform: ProgressPlatform = systemProgressPlatform,
): StatusLine {
  const { now } = platform;
  const startedAt = now();
  let events = 0;
  let bytes = 0;
  let lateEvents = 0;
  let newest: number | undefined;
  let done: number | undefined;

  function state(): string {
    const seconds = Math.max(now() - startedAt, 1) / 1000;
    const parts = [
      countOf(events, "event"),
      // Early, so that a narrow terminal shows it too.
      ...(done === undefined ? [] : [`${Math.floor(Math.min(Math.max(done, 0), 1) * 100)} %`]),
      `${(bytes / 1e6).toFixed(1)} MB`,
      `${formatCount(Math.round(events / seconds))} events/s`,
      ...(lateEvents === 0 ? [] : [`${formatCount(lateEvents)} late`]),
      ...(newest === undefined ? [] : [`newest ${new Date(newest).toISOString()}`]),
    ];
    return parts.join("  ");
  }

  const isBesideData = io.stderr.isTTY && out === undefined && io.stdout.isTTY;
  const line = isBesideData ? onlyNotes(io) : progressLine(io.stderr, state, platform);
  return {
    events: () => events,
    add(batch, written, share, late = 0) {
      events += batch.length;
      lateEvents += late;
      bytes += written;
      done = share;
      for (const { timestamp } of batch) {
        if (isDate(timestamp)) newest = Math.max(newest ?? timestamp, timestamp);
      }
      line.changed();
    },
    note: line.note,
    end: line.end,
  };
}

/** An unknown event may have any number there. */
function isDate(timestamp: number | null | undefined): timestamp is number {
  return Math.abs(timestamp ?? Number.NaN) <= 8.64e15;
}
