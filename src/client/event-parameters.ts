import { type EventKind, endpoints, notificationId, queryParameters } from "../../generated/contract.js";
import { Np6ConfigError } from "../errors.ts";
import { checkOptions } from "../transport/options.ts";
import { type Instant, shown, toWireInstant } from "./instants.ts";

type ParameterValue<Taken> = Taken extends { readonly kind: "instant" }
  ? Instant
  : Taken extends { readonly values: readonly (infer Value)[] }
    ? Value
    : Taken extends { readonly kind: "integer" | "number" }
      ? number
      : Taken extends { readonly kind: "boolean" }
        ? boolean
        : string;

/** The values of all query parameters, with what the contract says of each. */
type ParameterValues = {
  readonly [Name in keyof typeof queryParameters]?:
    | ParameterValue<(typeof queryParameters)[Name]>
    | undefined;
};

/**
 * Which events to read, and in which order: the parameters of one event kind, or of all. Their meanings are those of
 * the vendor's API reference. A parameter that is `undefined`, the default, is not sent.
 */
export type EventQueryParameters<K extends EventKind = EventKind> = Pick<
  ParameterValues,
  (typeof endpoints)[K]["parameters"][number]
>;

/** Which events a query asks for, and the signal that ends it. */
export type EventQueryOptions<K extends EventKind = EventKind> = EventQueryParameters<K> & {
  /** Ends the query: it fails with the signal's reason, and the connection is freed. Default: none. */
  signal?: AbortSignal | undefined;
};

/** The allowed values of a parameter, from the contract. */
interface Taken {
  readonly kind: string;
  readonly values?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
}

const parameters: Readonly<Record<string, Taken>> = queryParameters;

/**
 * Checks the id of a notification.
 *
 * @throws {@link Np6ConfigError} with the value and what is expected.
 */
export function checkNotificationId(id: number): void {
  checkParameter("id", id, { kind: "integer", ...notificationId });
}

/**
 * Checks the arguments of an event request before anything is sent.
 *
 * @param id - Id of the notification.
 * @returns The query as it is sent.
 * @throws {@link Np6ConfigError} naming the parameter, the value and what is expected.
 */
export function checkEventParameters(
  kind: EventKind,
  id: number,
  options: EventQueryOptions = {},
): Record<string, string> {
  checkNotificationId(id);
  const names: readonly string[] = endpoints[kind].parameters;
  // A server ignores an unknown filter, and would list the events that it should have left out.
  checkOptions("", options, {}, [...names, "signal"]);
  const { signal } = options;
  if (signal !== undefined && typeof signal?.addEventListener !== "function") {
    throw new Np6ConfigError("`signal` must be an AbortSignal.");
  }
  const query: Record<string, string> = {};
  for (const name of names) {
    const value = Object(options)[name];
    const taken = parameters[name];
    if (value === undefined || taken === undefined) continue;
    if (taken.kind === "instant") query[name] = toWireInstant(value, name).wire;
    else {
      checkParameter(name, value, taken);
      query[name] = String(value);
    }
  }
  const { start = "", end } = query;
  // In the form that is sent, texts compare like the instants.
  if (end && start > end) throw new Np6ConfigError(`start: ${start} is after end: ${end}.`);
  return query;
}

/**
 * Checks a value that is sent as it is.
 *
 * @throws {@link Np6ConfigError} naming the parameter, the value and what is expected.
 */
export function checkParameter(name: string, value: unknown, taken: Taken): void {
  const { kind, values, minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = taken;
  const choices = kind === "boolean" ? [true, false] : values;
  let expected = "not a string";
  if (choices) {
    if (choices.includes(value)) return;
    expected = `neither ${choices.map(shown).join(" nor ")}`;
  } else if (kind === "text") {
    if (typeof value === "string") return;
  } else {
    const isNumber = kind === "integer" ? Number.isInteger(value) : Number.isFinite(value);
    if (isNumber && Number(value) >= minimum && Number(value) <= maximum) return;
    expected = `not ${kind === "integer" ? "an" : "a"} ${kind} from ${minimum} to ${maximum}`;
  }
  throw new Np6ConfigError(`${name}: ${shown(value)} is ${expected}.`);
}
