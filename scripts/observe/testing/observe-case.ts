import { eventsWith, type Loose } from "./base-events.ts";

/** A set of recorded responses, and the truth about it. */
export interface ObserveCase {
  readonly title: string;
  readonly events: readonly unknown[];
  /** Lines of the report under "Unlike the contract", in the order they come; no others may be there. */
  readonly says: readonly string[];
  /** Lines that the proposal adds or removes, among others. */
  readonly proposes: readonly string[];
  /** Texts that the proposal must not have. */
  readonly spares?: readonly string[];
}

/** The days of {@link eventsWith}'s events, as reports say it. */
export const week = "2026-11-01 to 2026-11-10";

/** The events of {@link eventsWith}, with those of one type edited. */
export const ofType = (type: string, edit: (event: Loose, index: number) => unknown): readonly unknown[] =>
  eventsWith((event, index) => (event.type === type ? edit(event, index) : undefined));

/** Sets values of an object, in place. */
export const set = (target: object, values: object): void => void Object.assign(target, values);

/** The detail of the send that an event is about. */
export const sendOf = ({ source: { detail } }: Loose): Loose => detail.activation ?? detail.execution;
