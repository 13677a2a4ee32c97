import { type Answer, describe, type Logger } from "../transport/index.ts";
import type { CheckEvent } from "../validate/check-event.ts";
import type { UnknownEventNotice } from "./client-options.ts";
import { type UnknownEvent, unknownEvent } from "./events.ts";

/** What one answer's values are judged with. */
export interface Recognition<E> {
  readonly kind: UnknownEventNotice["kind"];
  readonly isKnown: (value: unknown) => value is E;
  readonly check: CheckEvent | undefined;
  readonly onUnknownEvent: ((notice: UnknownEventNotice) => void) | undefined;
  readonly logger: Logger | undefined;
  readonly answer: Answer;
}

/** Makes the function that turns each value of one answer into an event: itself, or wrapped if it is not known. */
export function recogniser<E>({
  kind,
  isKnown,
  check,
  onUnknownEvent,
  logger,
  answer,
}: Recognition<E>): (value: unknown, index: number) => E | UnknownEvent {
  let warned = false;
  return (value, index) => {
    check?.(value, index, (text) => describe(answer, text));
    if (isKnown(value)) return value;
    const notice: UnknownEventNotice = { kind, index };
    onUnknownEvent?.(notice);
    // A new kind may be in every event of a large answer.
    if (!warned) logger?.warn(describe(answer, `event ${index} is not known to this version`), notice);
    warned = true;
    return unknownEvent(value);
  };
}
