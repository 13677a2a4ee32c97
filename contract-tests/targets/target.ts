import { server } from "../../generated/contract.js";
import { UsageError } from "../../src/shared/usage-error.ts";
import type { ContractSettings } from "../engine/settings.ts";

/** The settings of a run that depend on its target; the user chooses the others. */
export type TargetSettings = Pick<
  ContractSettings,
  "baseUrl" | "apiKey" | "notificationId" | "window" | "stateful" | "examplesOnRequest" | "probes" | "maxRps"
>;

/** A server that is tested against the contract. */
export interface Target {
  readonly name: TargetName;
  readonly settings: TargetSettings;
  /** Ends what was started for the run. */
  close(): Promise<void>;
}

/** The three targets: Prism with the contract's examples, the sandbox, and a server of the user. */
export type TargetName = "mock" | "sandbox" | "live";

/** The fields that must be right before a key is sent anywhere. */
type Server = Pick<ContractSettings, "baseUrl" | "apiKey" | "notificationId" | "window">;

/** The names of the fields as the user knows them: options of a program or environment variables. */
export type FieldNames = Readonly<Record<keyof Server | "allowInsecureHttp", string>>;

/** The production server of the API: the default. */
export const production: string = server.replace(/\/+$/, "");

const largestId = 2_147_483_647;
/** The last instant that a Date can hold. */
const latest = 8.64e15;
const weekMs = 7 * 86_400_000;
/** Events of the newest minute may still arrive, and a repeated request must get the same response. */
const settleMs = 60_000;
const defaultMaxRps = 2;

/**
 * Checks the server, the key, the notification and the window before anything is sent.
 *
 * @param allowInsecureHttp Whether a server beyond loopback may be reached by http.
 * @throws UsageError when a value is impossible. The message never holds the key.
 */
export function checkedServer(server: Server, names: FieldNames, allowInsecureHttp: boolean): Server {
  const { apiKey, notificationId, window } = server;
  if (!/^[\x21-\x7e]+$/.test(apiKey))
    throw new UsageError(`${names.apiKey} must be visible ASCII characters, without spaces.`);
  if (!(Number.isInteger(notificationId) && notificationId >= 0 && notificationId <= largestId))
    throw new UsageError(`${names.notificationId} must be a whole number from 0 to ${largestId}.`);
  if (!(window.start < window.end && Math.abs(window.start) <= latest && Math.abs(window.end) <= latest))
    throw new UsageError(`${names.window} must have a start that is earlier than its end.`);
  return { ...server, baseUrl: checkedUrl(server.baseUrl, names, allowInsecureHttp) };
}

function checkedUrl(
  value: string,
  { baseUrl: name, allowInsecureHttp: allowance }: FieldNames,
  allowInsecureHttp: boolean,
): string {
  const hint = `${name} must be an http or https URL without user, password, query and fragment, such as ${production}.`;
  if (!URL.canParse(value)) throw new UsageError(hint);
  const url = new URL(value);
  if (!/^https?:$/.test(url.protocol) || /[?#]/.test(url.href) || url.username || url.password)
    throw new UsageError(hint);
  if (url.protocol === "http:" && !allowInsecureHttp && !isLoopback(value)) {
    throw new UsageError(
      `${name} must be https: over http anybody on the network can read the key. Only loopback may be http, unless ${allowance} is set.`,
    );
  }
  return url.href.replace(/\/+$/, "");
}

/** Whether a URL leads to this machine, where nobody can read a key on its way. */
function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

/** The default pace and probes: only a server on this machine gets requests without a pause, and the opt-in probes. */
export function usualCare(
  baseUrl: string,
): Pick<TargetSettings, "stateful" | "examplesOnRequest" | "probes" | "maxRps"> {
  const loopback = isLoopback(baseUrl);
  return {
    stateful: true,
    examplesOnRequest: false,
    probes: loopback,
    maxRps: loopback ? Number.POSITIVE_INFINITY : defaultMaxRps,
  };
}

/** The default window: seven days that end a minute ago. */
export function lastWeek(now: number): TargetSettings["window"] {
  return { start: now - settleMs - weekMs, end: now - settleMs };
}
