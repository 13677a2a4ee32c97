import type { TellProgress } from "../engine/progress.ts";

/** Where progress is shown: a terminal, or the log of a CI server. */
export type ProgressStream = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** Shows how far a run is. */
export interface ProgressView {
  readonly tell: TellProgress;
  /** Takes the line off the terminal again. */
  end(): void;
}

/** Back to the beginning of the line, which is cleared. */
const clearLine = "\r\u001b[2K";
const narrowest = 80;

/**
 * Shows the progress of a run: on a terminal in a line that follows each request, elsewhere in one line at its beginning,
 * and only where the run is paced and so takes a while.
 *
 * @param maxRps Requests a second that the run may send.
 * @param now Milliseconds, passed in by tests.
 */
export function progressView(
  stream: ProgressStream,
  maxRps: number,
  now: () => number = () => performance.now(),
): ProgressView {
  const startedAt = now();
  const isTerminal = stream.isTTY === true;
  let said = false;
  return {
    tell({ kind, probe, number, planned }) {
      const secondsEach = number > 1 ? (now() - startedAt) / 1000 / (number - 1) : 1 / maxRps;
      const left = Math.ceil(secondsEach * (planned - number + 1));
      if (isTerminal) {
        const line = `Request ${number} of ${planned}, ${kind}: ${probe}, about ${left} s to go`;
        stream.write(clearLine + line.slice(0, (stream.columns ?? narrowest) - 1));
      } else if (!said && Number.isFinite(maxRps)) {
        stream.write(`Sending ${planned} requests, ${maxRps} a second: about ${left} s.\n`);
      }
      said = true;
    },
    end() {
      if (isTerminal && said) stream.write(clearLine);
    },
  };
}
