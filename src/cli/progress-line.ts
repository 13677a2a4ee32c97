import type { Platform } from "../transport/platform.ts";
import type { CliIo, MaybeTerminal } from "./cli-io.ts";

/** Clock and timers of progress lines, replaced by tests. */
export type ProgressPlatform = Pick<Platform, "now" | "after">;

/** A clock that never goes back, and timers that do not keep the process alive. */
export const systemProgressPlatform: ProgressPlatform = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};

/** The output of a command to stderr while it runs. */
export interface ProgressLine {
  /** There is something new to show. */
  changed(): void;
  /** Prints a line, on a terminal or not. */
  note(text: string): void;
  /** Leaves the last state on the terminal. */
  end(): void;
}

const redrawMs = 100;
const logMs = 60_000;
const clearLine = "\r\u001b[K";

/**
 * Shows how far a command is: on a terminal in one line that is redrawn, elsewhere as one line of a log a minute, which is
 * all that systemd, cron and Kubernetes show of a command.
 *
 * @param text The state as it is now, on one line.
 */
export function progressLine(
  stderr: MaybeTerminal,
  text: () => string,
  { now, after }: ProgressPlatform = systemProgressPlatform,
): ProgressLine {
  if (!stderr.isTTY) return logLine(stderr, text, after);
  let drawnAt = Number.NEGATIVE_INFINITY;
  let isShown = false;

  function draw(): void {
    // A terminal may report that it has no columns.
    stderr.write(clearLine + fitted(text(), (stderr.columns || 80) - 1));
    drawnAt = now();
    isShown = true;
  }

  return {
    changed() {
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

/** As many parts of a line as fit: a line that wraps cannot be redrawn. */
function fitted(line: string, width: number): string {
  let text = line;
  while (text.length > width && text.includes("  ")) text = text.slice(0, text.lastIndexOf("  "));
  return text.slice(0, width);
}

function logLine(stderr: MaybeTerminal, text: () => string, after: ProgressPlatform["after"]): ProgressLine {
  const log = (): void => {
    stderr.write(`${text()}\n`);
    cancel = after(logMs, log);
  };
  let cancel = after(logMs, log);
  return {
    changed: () => {},
    note: (text) => void stderr.write(`${text}\n`),
    end: () => cancel(),
  };
}

/** For data that go to the same terminal: prints only notes between them. */
export function onlyNotes({ stderr }: Pick<CliIo, "stderr">): ProgressLine {
  return { changed: () => {}, note: (text) => void stderr.write(`${text}\n`), end: () => {} };
}

/** A number as people read it: `1,234`. */
export function formatCount(number: number): string {
  return number.toLocaleString("en");
}

/** A number of things: `1 event`, `1,234 events`. */
export function countOf(number: number, thing: string): string {
  return `${formatCount(number)} ${thing}${number === 1 ? "" : "s"}`;
}
