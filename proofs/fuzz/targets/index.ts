import type { FuzzTarget } from "../target.ts";
import { argumentsTarget } from "./arguments.ts";
import { baseline } from "./baseline.ts";
import { checkpoint } from "./checkpoint.ts";
import { decoder } from "./decoder.ts";
import { drift } from "./drift.ts";
import { elementTexts } from "./element-texts.ts";
import { eventFile } from "./event-file.ts";
import { idFile } from "./id-file.ts";
import { queryTarget } from "./query.ts";
import { recordingTarget } from "./recording.ts";
import { redaction } from "./redaction.ts";
import { reportTarget } from "./report.ts";
import { retryTiming } from "./retry-timing.ts";
import { storedEvent } from "./stored-event.ts";

/** Everything that reads what others wrote. */
export const fuzzTargets: readonly FuzzTarget[] = [
  decoder,
  elementTexts,
  queryTarget,
  retryTiming,
  redaction,
  checkpoint,
  storedEvent,
  argumentsTarget,
  idFile,
  drift,
  recordingTarget,
  baseline,
  reportTarget,
  eventFile,
];
