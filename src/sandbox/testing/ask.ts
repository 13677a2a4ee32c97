import { type IncomingHttpHeaders, request } from "node:http";
import type { EventKind } from "../../../generated/contract.js";
import type { Activation } from "../../../generated/events.js";
import type { KnownEvent } from "../../../generated/types.d.ts";
import { eventsPath, keyHeaders } from "../../shared/testing/event-request.ts";
import type { Sandbox } from "../start-sandbox.ts";

/** A window that holds every event of the tests that fix one. */
export const from: number = Date.UTC(2026, 0, 1);
export const to: number = Date.UTC(2026, 0, 8);

/** Asks for a path with the right key. */
export function askSandbox(sandbox: Sandbox, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { ...keyHeaders(sandbox.key), ...init.headers };
  return fetch(sandbox.url + path, { ...init, headers });
}

/** Asks for the activations with exactly these headers: fetch adds its own and undoes compression. */
export function askRaw(
  sandbox: Sandbox,
  headers: Record<string, string>,
): Promise<{ status: number | undefined; headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${sandbox.url}${eventsPath("activations")}`, { headers }, (response) => {
      response
        .resume()
        .once("end", () => resolve({ status: response.statusCode, headers: response.headers }));
    });
    outgoing.on("error", reject).end();
  });
}

/** The events at a path, for example `activations?sort=asc` of notification 156. */
export async function storedEventsAt(sandbox: Sandbox, path: string): Promise<KnownEvent[]> {
  const [kind = "", query = ""] = path.split("?");
  const response = await askSandbox(sandbox, `${eventsPath(kind as EventKind)}?${query}`);
  if (response.status !== 200) throw new Error(`status ${response.status}`);
  return (await response.json()) as KnownEvent[];
}

export function idsOf(events: readonly { readonly id: string }[]): string[] {
  return events.map(({ id }) => id);
}

/** An activation of notification 156 that only its id and timestamp tell from another. */
export function activation(id: string, timestamp: number): Activation {
  const value = {
    type: "footprint",
    id: "000R4M0T",
    unicity: "someone@example.com",
    hash: "0".repeat(32),
  } as const;
  const receiver = { type: "contact", value } as const;
  const stamp = { time: timestamp - 5_375, id: "stamp", thread: "thread" };
  const identity = { type: "customer" } as const;
  const detail = {
    activation: { id: 156, version: "version", kind: "application", receiver, stamp },
  } as const;
  return { type: "activation", id, timestamp, identity, source: { type: "notification", detail } };
}
