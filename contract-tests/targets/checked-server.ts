import { UsageError } from "../../src/shared/usage-error.ts";
import type { ContractSettings } from "../engine/settings.ts";

/** What tells one server from another. */
type Server = Pick<ContractSettings, "baseUrl" | "apiKey" | "notificationId" | "window">;

/** What the fields are called where they were set: by a program or in its environment. */
export type FieldNames = Readonly<Record<keyof Server, string>>;

/** Where the API is unless somebody says otherwise: its production server. */
export const production = "https://api-cm.np6.com";

const largestId = 2_147_483_647;
/** The last instant that a Date can hold. */
const latest = 8.64e15;

/**
 * Checks where requests will go, with which key and about what, before anything is sent.
 *
 * @throws UsageError a value cannot be right. The message never holds the key.
 */
export function checkedServer(server: Server, names: FieldNames): Server {
  const { apiKey, notificationId, window } = server;
  if (!/^[\x21-\x7e]+$/.test(apiKey))
    throw new UsageError(`${names.apiKey} must be visible ASCII characters, without spaces.`);
  if (!(Number.isInteger(notificationId) && notificationId >= 0 && notificationId <= largestId))
    throw new UsageError(`${names.notificationId} must be a whole number from 0 to ${largestId}.`);
  if (!(window.start < window.end && Math.abs(window.start) <= latest && Math.abs(window.end) <= latest))
    throw new UsageError(`${names.window} must have a start that is earlier than its end.`);
  return { ...server, baseUrl: checkedUrl(server.baseUrl, names.baseUrl) };
}

function checkedUrl(value: string, name: string): string {
  const hint = `${name} must be an http or https URL without query, such as ${production}.`;
  if (!URL.canParse(value)) throw new UsageError(hint);
  const url = new URL(value);
  if (!/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password)
    throw new UsageError(hint);
  if (url.protocol === "http:" && !isLoopback(value)) {
    throw new UsageError(
      `${name} must be https: over http anybody on the way reads the key. Only loopback may be http.`,
    );
  }
  return url.href.replace(/\/+$/, "");
}

/** Whether a URL leads to this machine: what is sent there hurts nobody, and nobody reads it on its way. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
