import type { KnownEvent } from "../../generated/types.d.ts";
import { didYouMean } from "../shared/did-you-mean.ts";
import { parseInstant } from "./parse-instant.ts";

/**
 * An event to put into the sandbox: one of the contract's, or any other object with an integer `timestamp` in milliseconds
 * since 1970 UTC, which is what `start`, `end` and `sort` work on.
 */
export type SandboxEvent = { readonly timestamp: number } & (
  | KnownEvent
  | { readonly [field: string]: unknown }
);

/** Answers to what the vendor's reference leaves open. Each default is the assumption of the contract. */
export interface SandboxBehaviour {
  /** Status for a key that is not the right one; a missing key is always 401. Default 401. */
  readonly wrongKeyStatus?: 401 | 403 | undefined;
  /** Status for a notification id that does not exist, or `"empty"` for a response without events. Default 404. */
  readonly unknownNotification?: 403 | 404 | 410 | "empty" | undefined;
  /** How "no events" is said: `200` with `[]`, `204`, or `200` with an empty body. Default `"array"`. */
  readonly emptyAnswer?: "array" | "204" | "empty-body" | undefined;
  /** Body of error responses: none, as seen live on other endpoints, or `{"message": …}`. Default `"empty"`. */
  readonly errorBody?: "empty" | "json" | undefined;
  /** How to read a date without a zone in `start` or `end`: as UTC, or as a bad request. Default `"utc"`. */
  readonly zonelessDates?: "utc" | "refuse" | undefined;
  /** Unit of a number in `start` or `end` since 1970 UTC, or that it is a bad request. Default `"milliseconds"`. */
  readonly numericDates?: "milliseconds" | "seconds" | "refuse" | undefined;
  /** How to read an `end` before `start`: as a window without events, or as a bad request. Default `"empty"`. */
  readonly invertedWindow?: "empty" | "refuse" | undefined;
  /** Meaning of `X-RateLimit-Reset`: seconds to go, or seconds since 1970 UTC. Default `"seconds"`. */
  readonly rateLimitReset?: "seconds" | "epoch-seconds" | undefined;
}

/** A limit on requests, counted from the first request on in periods of fixed length. */
export interface SandboxRateLimit {
  /** Requests allowed in one period. */
  readonly limit: number;
  /** Length of a period, in milliseconds. */
  readonly periodMs: number;
}

/** Options of `startSandbox`. */
export interface SandboxOptions {
  /** TCP port. Default 0: any free one, to be read from `url`. Ports that `fetch` blocks, such as 6000, are rejected. */
  readonly port?: number | undefined;
  /** Name or address to listen on. Default `"127.0.0.1"`; `"0.0.0.0"` lets other machines in, as a container needs it. */
  readonly host?: string | undefined;
  /** The accepted key: visible ASCII characters. Default `"sandbox-key"`. */
  readonly key?: string | undefined;
  /**
   * The events at the start. A number (0 to 10,000,000) generates that many sends for each notification, each send with
   * an event of every kind. A list holds events as they are to be served; their `type` says which endpoint serves them.
   * Default 1,000, or none when `file` is given.
   */
  readonly events?: number | readonly SandboxEvent[] | undefined;
  /** Path of an NDJSON file (one event a line) whose events are served too. Read once, at the start. Default none. */
  readonly file?: string | undefined;
  /** Seed of the generated events: an integer from 0 to 4,294,967,295. Default 1. */
  readonly seed?: number | undefined;
  /**
   * The notification that the events belong to: 0 to 2,147,483,646. Default 156. The one after it has as many generated
   * events, so that a test can notice foreign ones. To name all notifications, give `notifications` instead.
   */
  readonly notificationId?: number | undefined;
  /**
   * The notifications that exist, 1 to 10,000 ids from 0 to 2,147,483,647. Given events that do not say theirs belong to
   * the first. Default: `notificationId` and, with generated events, the one after it.
   */
  readonly notifications?: readonly number[] | undefined;
  /**
   * Start of the generated history: a `Date`, epoch milliseconds or an ISO 8601 date. Default 7 days before `to`.
   * Give `from` and `to` to get the same timestamps at every start; everything else follows from the seed alone.
   */
  readonly from?: Date | number | string | undefined;
  /** End of the generated history, itself not included. Default now. */
  readonly to?: Date | number | string | undefined;
  /** Size of the pieces in which a body is written, in bytes. They may end within an event or character. Default 65,536. */
  readonly pieceBytes?: number | undefined;
  /** Compresses events for a client that accepts gzip. Whether NP6 does is not known. Default false. */
  readonly gzip?: boolean | undefined;
  /** Limits requests that carry the right key. Default: no limit, and no rate headers. */
  readonly rateLimit?: SandboxRateLimit | undefined;
  /** Answers to what the reference leaves open. */
  readonly behaviour?: SandboxBehaviour | undefined;
}

type Complete<T> = { readonly [Name in keyof T]-?: Exclude<T[Name], undefined> };

/** Checked options with their defaults in place; times in milliseconds since 1970 UTC. */
export interface SandboxSettings
  extends Omit<
    Complete<SandboxOptions>,
    "behaviour" | "rateLimit" | "file" | "from" | "to" | "notificationId" | "notifications"
  > {
  /** Without repetitions. */
  readonly notifications: readonly [number, ...number[]];
  readonly from: number;
  readonly to: number;
  readonly file: string | undefined;
  readonly rateLimit: SandboxRateLimit | undefined;
  readonly behaviour: Complete<SandboxBehaviour>;
}

/** The values of each behaviour, its default first. */
export const behaviourValues: {
  readonly [Name in keyof SandboxBehaviour]-?: readonly Exclude<SandboxBehaviour[Name], undefined>[];
} = {
  wrongKeyStatus: [401, 403],
  unknownNotification: [404, 403, 410, "empty"],
  emptyAnswer: ["array", "204", "empty-body"],
  errorBody: ["empty", "json"],
  zonelessDates: ["utc", "refuse"],
  numericDates: ["milliseconds", "seconds", "refuse"],
  invertedWindow: ["empty", "refuse"],
  rateLimitReset: ["seconds", "epoch-seconds"],
};

/** The names of all options; an object, so that one that is forgotten or wrong does not compile. */
const optionNames = Object.keys({
  port: 0,
  host: 0,
  key: 0,
  events: 0,
  file: 0,
  seed: 0,
  notificationId: 0,
  notifications: 0,
  from: 0,
  to: 0,
  pieceBytes: 0,
  gzip: 0,
  rateLimit: 0,
  behaviour: 0,
} satisfies Record<keyof SandboxOptions, 0>);

/** The ports that `fetch` blocks, so that a page cannot talk to a mail server (WHATWG Fetch, section 2.9, "bad port"). */
const badPorts: ReadonlySet<number> = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);
const week = 7 * 24 * 60 * 60 * 1000;
// Generated timestamps, and stamps some seconds older, have 13 digits.
const earliest = Date.UTC(2002, 0);
const latest = Date.UTC(2286, 0);

/**
 * Checks options and fills in the defaults.
 *
 * @throws RangeError - an option has no allowed value; the message never holds the value
 */
export function resolveOptions(options: SandboxOptions): SandboxSettings {
  checkNames("", options, optionNames);
  const { file, rateLimit } = options;
  const to = instant("to", options.to ?? Date.now());
  const events = options.events ?? (file === undefined ? 1_000 : 0);
  const settings: SandboxSettings = {
    port: options.port ?? 0,
    host: options.host ?? "127.0.0.1",
    key: options.key ?? "sandbox-key",
    events,
    file,
    seed: options.seed ?? 1,
    notifications: resolveNotifications(options, typeof events === "number" && events > 0),
    from: instant("from", options.from ?? to - week),
    to,
    pieceBytes: options.pieceBytes ?? 65_536,
    gzip: options.gzip ?? false,
    rateLimit,
    behaviour: resolveBehaviour(options.behaviour ?? {}),
  };
  integer("port", settings.port, 0, 65_535);
  if (badPorts.has(settings.port)) {
    reject(
      "port",
      `another one: no client built on fetch reaches port ${settings.port} (WHATWG Fetch, "bad port")`,
    );
  }
  if (typeof settings.host !== "string" || settings.host === "")
    reject("host", "a name or an address, such as 0.0.0.0");
  if (typeof settings.gzip !== "boolean") reject("gzip", "true or false");
  if (file !== undefined && typeof file !== "string") reject("file", "the path of an NDJSON file");
  integer("seed", settings.seed, 0, 0xffff_ffff);
  integer("pieceBytes", settings.pieceBytes, 1, 2 ** 30);
  if (!Array.isArray(events)) integer("events", events, 0, 10_000_000);
  if (rateLimit !== undefined) {
    checkNames("rateLimit.", rateLimit, ["limit", "periodMs"]);
    integer("rateLimit.limit", rateLimit.limit, 1, Number.MAX_SAFE_INTEGER);
    integer("rateLimit.periodMs", rateLimit.periodMs, 1, Number.MAX_SAFE_INTEGER);
  }
  if (typeof settings.key !== "string" || !/^[\x21-\x7e]+$/.test(settings.key))
    reject("key", "visible ASCII characters, at least one");
  if (settings.from >= settings.to) reject("from", "earlier than `to`");
  return settings;
}

function resolveBehaviour(given: SandboxBehaviour): Complete<SandboxBehaviour> {
  checkNames("behaviour.", given, Object.keys(behaviourValues));
  const resolved = Object.entries(behaviourValues).map(([name, allowed]: [string, readonly unknown[]]) => {
    const value: unknown = Reflect.get(given, name) ?? allowed[0];
    if (!allowed.includes(value)) reject(`behaviour.${name}`, `one of ${allowed.join(", ")}`);
    return [name, value] as const;
  });
  return Object.fromEntries(resolved) as Complete<SandboxBehaviour>;
}

function resolveNotifications(
  { notificationId, notifications }: SandboxOptions,
  generates: boolean,
): readonly [number, ...number[]] {
  if (notifications === undefined) {
    const id = notificationId ?? 156;
    integer("notificationId", id, 0, 0x7fff_fffe);
    return generates ? [id, id + 1] : [id];
  }
  if (notificationId !== undefined) reject("notifications", "given alone, without `notificationId`");
  const [first, ...others] = Array.isArray(notifications) ? new Set(notifications) : [];
  if (first === undefined || others.length >= 10_000) reject("notifications", "a list of 1 to 10,000 ids");
  for (const id of [first, ...others]) integer("notifications", id, 0, 0x7fff_ffff);
  return [first, ...others];
}

/** A name that nobody reads would be ignored without a word. */
function checkNames(group: string, given: unknown, names: readonly string[]): void {
  if (Object(given) !== given) reject(group.slice(0, -1) || "options", `an object with ${names.join(", ")}`);
  for (const name of Object.keys(Object(given))) {
    if (names.includes(name)) continue;
    const hint = didYouMean(name, names);
    throw new RangeError(
      `There is no sandbox option "${group}${name}"; there are ${names.join(", ")}.${hint}`,
    );
  }
}

function instant(name: string, value: Date | number | string): number {
  const time = typeof value === "string" ? parseInstant(value, "refuse") : value.valueOf();
  if (time !== undefined && time >= earliest && time <= latest) return Math.floor(time);
  return reject(name, "a Date, epoch milliseconds or an ISO 8601 date with a zone, from 2002 to 2285");
}

function integer(name: string, value: unknown, least: number, most: number): void {
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return;
  reject(name, `an integer from ${least} to ${most}`);
}

function reject(name: string, expected: string): never {
  throw new RangeError(`Sandbox option "${name}" must be ${expected}.`);
}
