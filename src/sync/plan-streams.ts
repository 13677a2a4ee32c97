import { checkNotificationId } from "../client/event-parameters.ts";
import { Np6ConfigError } from "../errors.ts";
import type { EventKind } from "../shared/event-kinds.ts";
import type { NewStream, StoredStream, StreamKey } from "./event-store.ts";
import { Np6SyncError } from "./sync-error.ts";

/** Which streams a sync is asked to add. */
export interface StreamRequest {
  readonly notifications: readonly number[];
  readonly kinds: readonly EventKind[];
  /** Where new ones begin, in milliseconds since 1970 UTC. */
  readonly from: number | undefined;
  readonly baseUrl: string | undefined;
}

/**
 * Decides which streams to add to a database, including removed ones, and checks the whole request first.
 *
 * @param database Its name in messages.
 * @throws Np6ConfigError if there would be no streams at all, or new ones without a beginning; Np6SyncError if a stream
 *   belongs to another server.
 */
export function planStreams(
  known: readonly StoredStream[],
  { notifications, kinds, from, baseUrl }: StreamRequest,
  database: string,
): readonly NewStream[] {
  if (!Array.isArray(notifications))
    throw new Np6ConfigError("`notifications` must be a list of ids, or a function that returns one.");
  for (const id of notifications) checkNotificationId(id);
  const stored = new Map(known.map((stream) => [streamName(stream), stream]));
  const asked: StreamKey[] = [...new Set(notifications)].flatMap((notificationId) =>
    kinds.map((kind) => ({ kind, notificationId })),
  );
  const added = asked.filter((key) => stored.get(streamName(key))?.state !== "active");
  const synced = [...known.filter(({ state }) => state === "active"), ...added];
  const [first] = synced;
  if (first === undefined) {
    throw new Np6ConfigError(`${database} has no streams to sync: name \`notifications\`.`);
  }
  const foreign = synced
    .map((key) => stored.get(streamName(key)))
    .find((stream) => stream !== undefined && !isSameServer(stream.baseUrl, baseUrl));
  if (foreign) {
    throw new Np6SyncError(
      "other-server",
      `${database}: ${streamName(foreign)} comes from ${foreign.baseUrl}, not from ${baseUrl}. Use the same server, or another database.`,
    );
  }
  const isNew = (key: StreamKey): boolean => !stored.has(streamName(key));
  const [unknown, ...others] = added.filter(isNew);
  if (unknown !== undefined && from === undefined) {
    const more = others.length > 0 ? ` and ${others.length} more are` : " is";
    throw new Np6ConfigError(
      `${database}: ${streamName(unknown)}${more} new; say where to begin, with \`from\`.`,
    );
  }
  return added.map((key) => {
    const { from: begin = from ?? 0, baseUrl: server = baseUrl } = stored.get(streamName(key)) ?? {};
    return { ...key, from: begin, baseUrl: server };
  });
}

/** The name of a stream in messages. */
export function streamName({ kind, notificationId }: StreamKey): string {
  return `${kind} of notification ${notificationId}`;
}

/** Compared only if both are known: not every client says where its events come from. */
function isSameServer(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || normalise(a) === normalise(b);
}

/** The letter case of a host and a slash at the end have no meaning. */
function normalise(address: string): string {
  if (!URL.canParse(address)) return address;
  const { origin, pathname } = new URL(address);
  return (origin + pathname).replace(/\/+$/, "");
}
