import type { EventKind } from "../../generated/contract.js";
import type { Recorder } from "./recorder.ts";

/** A request that is about to be sent. */
export interface ProgressStep {
  readonly kind: EventKind;
  readonly probe: string;
  /** Position of the request in the run, from 1. */
  readonly number: number;
  /** How many the run plans. A window that is narrowed takes more, a run that stops fewer. */
  readonly planned: number;
}

/** Tells of each request before it is sent. */
export type TellProgress = (step: ProgressStep) => void;

/** A recorder that reports each request before it sends it. */
export function withProgress(recorder: Recorder, planned: number, tell: TellProgress): Recorder {
  return {
    get requests() {
      return recorder.requests;
    },
    get stopped() {
      return recorder.stopped;
    },
    close: () => recorder.close(),
    record(kind, probe, plan) {
      const number = recorder.requests + 1;
      if (recorder.stopped === undefined) tell({ kind, probe, number, planned: Math.max(planned, number) });
      return recorder.record(kind, probe, plan);
    },
  };
}
