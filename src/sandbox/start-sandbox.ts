import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { EventKind } from "../shared/event-kinds.ts";
import { createSandboxHandler } from "./handler.ts";
import { addEvents, addEventsFromFile } from "./load-events.ts";
import type { SandboxEvent } from "./options.ts";
import { resolveOptions, type SandboxOptions } from "./options.ts";
import { createSandboxStore } from "./sandbox-store.ts";
import { type SandboxStages, standardStages } from "./stages.ts";

/**
 * What `await using` asks for, by the name that the types of the program have for it: that is in `lib` as `esnext.disposable`,
 * or with the types of Node. Where it is in neither, `AsyncDisposable` would not compile, so nothing is asked for.
 */
export type AsyncClosable = SymbolConstructor extends { readonly asyncDispose: infer Name extends symbol }
  ? { readonly [Key in Name]: () => Promise<void> }
  : Record<never, never>;

/** A running sandbox; `await using` closes it at the end of the block. */
export interface Sandbox extends AsyncClosable {
  /** Base URL, such as `http://127.0.0.1:49152`, without a slash at its end. */
  readonly url: string;
  /** The key that it accepts. */
  readonly key: string;
  /**
   * Adds events to one endpoint for later requests. A late event just has an old `timestamp`. They belong to the
   * notification in their `source.detail`, or else to the first one.
   *
   * @throws TypeError - an event is no object with an integer `timestamp`; then none was added
   */
  append(kind: EventKind, ...events: readonly SandboxEvent[]): void;
  /** Ends the server and its open connections. May be called again. */
  close(): Promise<void>;
}

/**
 * Starts a test server in place of the NP6 notification event endpoints on 127.0.0.1. It keeps events, filters and sorts them as
 * the vendor's reference says, and takes the contract's assumption, or `options.behaviour`, where that says nothing.
 * It checks the values of all query parameters of the contract and acts on `start`, `end` and `sort`. Any other parameter
 * changes nothing: what it does is not known here.
 *
 * ```ts
 * await using sandbox = await startSandbox({ events: 1_000 });
 * await fetch(`${sandbox.url}/notifications/156/events/activations`, { headers: { "X-Key": sandbox.key } });
 * ```
 *
 * @throws RangeError - an option has no allowed value
 * @throws Error - the host or port cannot be listened on, or the event file cannot be read
 */
export function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return startSandboxWith(options, standardStages);
}

/** {@link startSandbox} with replaced stages; internal. */
export async function startSandboxWith(options: SandboxOptions, stages: SandboxStages): Promise<Sandbox> {
  const settings = resolveOptions(options);
  const { key, port, host, events, file, notifications, seed, from, to } = settings;
  const count = typeof events === "number" ? events : 0;
  const histories = notifications.map((notificationId) => ({ seed, notificationId, count, from, to }));
  const store = createSandboxStore(notifications[0], histories);
  if (typeof events !== "number") addEvents(store, events);
  if (file !== undefined) await addEventsFromFile(store, file);

  const server = createServer(createSandboxHandler(settings, store, stages));
  const url = await listen(server, host, port);
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    return closed;
  };
  return {
    url,
    key,
    append: (kind, ...added) => addEvents(store, added, kind),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.on("error", (error: NodeJS.ErrnoException) => {
      reject(new Error(`The sandbox cannot listen on port ${port} of ${host}: ${reasonOf(error)}.`));
    });
    server.listen(port, host, () => resolve(urlOf(server.address() as AddressInfo)));
  });
}

function reasonOf({ code }: NodeJS.ErrnoException): string {
  if (code === "EADDRINUSE") return "it is in use; choose another, or 0 for any free one";
  if (code === "EACCES") return "this user may not; choose one from 1024 on, or 0 for any free one";
  const isNoHost = code === "ENOTFOUND" || code === "EADDRNOTAVAIL" || code === "EAI_AGAIN";
  return isNoHost ? "this machine has no such address; choose 127.0.0.1 or 0.0.0.0" : String(code);
}

/** Where this machine finds the server. A server that listens on every address is on the loopback one, too. */
function urlOf({ address, family, port }: AddressInfo): string {
  if (address === "0.0.0.0" || address === "::") return `http://127.0.0.1:${port}`;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}
