import { UsageError } from "../../src/shared/usage-error.ts";
import { checkedServer, type FieldNames, isLoopback, production } from "./checked-server.ts";
import { flagSetting, numberSetting } from "./setting.ts";
import type { Target, TargetSettings } from "./target.ts";

const weekMs = 7 * 86_400_000;
/** The newest minute may still fill up: a window that ends before it is asked for twice with the same answer. */
const settleMs = 60_000;
const defaultMaxRps = 2;

const names: FieldNames = {
  baseUrl: "NP6_BASE_URL",
  apiKey: "NP6_API_KEY",
  notificationId: "NP6_NOTIFICATION_ID",
  window: "NP6_WINDOW",
};

/** The user's server, from the environment. Everything is checked before anything is sent. */
export function liveTarget(env: NodeJS.ProcessEnv, now: number = Date.now()): Target {
  const apiKey = env["NP6_API_KEY"] ?? "";
  const notificationId = env["NP6_NOTIFICATION_ID"] ?? "";
  const absent = [
    ...(apiKey.trim() === "" ? ["NP6_API_KEY"] : []),
    ...(notificationId.trim() === "" ? ["NP6_NOTIFICATION_ID"] : []),
  ];
  if (absent.length > 0) throw new UsageError(`${absent.join(" and ")} must be set for a live run.`);
  const server = checkedServer(
    {
      baseUrl: env["NP6_BASE_URL"] || production,
      apiKey,
      notificationId: /^\d+$/.test(notificationId) ? Number(notificationId) : Number.NaN,
      window: env["NP6_WINDOW"] ? readWindow(env["NP6_WINDOW"]) : lastWeek(now),
    },
    names,
  );
  const usual = usualCare(server.baseUrl);
  return {
    name: "live",
    settings: {
      ...server,
      ...usual,
      probes: flagSetting(env, "NP6_PROBES") || usual.probes,
      maxRps: numberSetting(env, "NP6_MAX_RPS", { least: 0.1, most: 1000, fallback: usual.maxRps }),
    },
    close: () => Promise.resolve(),
  };
}

/** How a server of a user's is treated unless told otherwise: one on this machine may be hurried and probed. */
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

/** The last seven days but the last minute. */
export function lastWeek(now: number): TargetSettings["window"] {
  return { start: now - settleMs - weekMs, end: now - settleMs };
}

function readWindow(value: string): TargetSettings["window"] {
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
