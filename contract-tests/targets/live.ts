import { flagSetting, numberSetting } from "./setting.ts";
import type { Target } from "./target.ts";
import { UsageError } from "./usage-error.ts";

const production = "https://api-cm.np6.com";
const weekMs = 7 * 86_400_000;
/** The newest minute may still fill up: a window that ends before it is asked for twice with the same answer. */
const settleMs = 60_000;
const defaultMaxRps = 2;

/** The user's server, from the environment. Everything is checked before anything is sent. */
export function liveTarget(env: NodeJS.ProcessEnv, now: number = Date.now()): Target {
  const baseUrl = readBaseUrl(env["NP6_BASE_URL"] || production);
  const apiKey = env["NP6_API_KEY"] ?? "";
  const notificationId = env["NP6_NOTIFICATION_ID"] ?? "";
  const absent = [
    ...(apiKey.trim() === "" ? ["NP6_API_KEY"] : []),
    ...(notificationId.trim() === "" ? ["NP6_NOTIFICATION_ID"] : []),
  ];
  if (absent.length > 0) throw new UsageError(`${absent.join(" and ")} must be set for a live run.`);
  if (!/^[\x21-\x7e]+$/.test(apiKey))
    throw new UsageError("NP6_API_KEY must be visible ASCII characters, without spaces.");
  const loopback = isLoopback(new URL(baseUrl).hostname);
  return {
    name: "live",
    settings: {
      baseUrl,
      apiKey,
      notificationId: integer("NP6_NOTIFICATION_ID", notificationId, 0, 2_147_483_647),
      window: readWindow(env["NP6_WINDOW"], now),
      stateful: true,
      examplesOnRequest: false,
      probes: flagSetting(env, "NP6_PROBES") || loopback,
      maxRps: numberSetting(env, "NP6_MAX_RPS", {
        least: 0.1,
        most: 1000,
        fallback: loopback ? Number.POSITIVE_INFINITY : defaultMaxRps,
      }),
    },
    close: () => Promise.resolve(),
  };
}

function readBaseUrl(value: string): string {
  const hint = "NP6_BASE_URL must be an http or https URL without query, such as https://api-cm.np6.com";
  if (!URL.canParse(value)) throw new UsageError(`${hint}.`);
  const url = new URL(value);
  if (!/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password)
    throw new UsageError(`${hint}.`);
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw new UsageError(
      "NP6_BASE_URL must be https: over http anybody on the way reads the key. Only loopback may be http.",
    );
  }
  return url.href.replace(/\/+$/, "");
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

function readWindow(value: string | undefined, now: number): { start: number; end: number } {
  if (!value) return { start: now - settleMs - weekMs, end: now - settleMs };
  const [start, end, more] = value
    .split("/")
    .map((date) => (/(Z|[+-]\d\d:?\d\d)$/i.test(date) ? Date.parse(date) : Number.NaN));
  if (start === undefined || end === undefined || more !== undefined || !(start < end)) {
    throw new UsageError(
      "NP6_WINDOW must be start/end, two ISO 8601 dates with a zone, start first, such as 2026-11-01T00:00:00Z/2026-11-08T00:00:00Z.",
    );
  }
  return { start, end };
}

/** A whole number from the environment. */
function integer(name: string, value: string, least: number, most: number): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`${name} must be a whole number from ${least} to ${most}.`);
}
