import { UsageError } from "../../src/shared/usage-error.ts";
import {
  checkedServer,
  type FieldNames,
  lastWeek,
  production,
  type Target,
  type TargetSettings,
  usualCare,
} from "./target.ts";

const names: FieldNames = {
  baseUrl: "NP6_BASE_URL",
  apiKey: "NP6_API_KEY",
  notificationId: "NP6_NOTIFICATION_ID",
  window: "NP6_WINDOW",
  allowInsecureHttp: "NP6_ALLOW_INSECURE_HTTP=1",
};

/**
 * The user's server, read from the environment. Every value is checked before anything is sent.
 *
 * @param given How messages name the settings that the command line gave instead.
 */
export function liveTarget(
  env: NodeJS.ProcessEnv,
  now: number = Date.now(),
  given: Partial<FieldNames> = {},
): Target {
  const fields: FieldNames = { ...names, ...given };
  const apiKey = env["NP6_API_KEY"] ?? "";
  const notificationId = env["NP6_NOTIFICATION_ID"] ?? "";
  const absent = [
    ...(apiKey.trim() === "" ? [fields.apiKey] : []),
    ...(notificationId.trim() === "" ? [fields.notificationId] : []),
  ];
  if (absent.length > 0) throw new UsageError(`${absent.join(" and ")} must be set for a live run.`);
  const server = checkedServer(
    {
      baseUrl: env["NP6_BASE_URL"] || production,
      apiKey,
      notificationId: /^\d+$/.test(notificationId) ? Number(notificationId) : Number.NaN,
      window: env["NP6_WINDOW"] ? readWindow(env["NP6_WINDOW"], fields.window) : lastWeek(now),
    },
    fields,
    flagSetting(env, "NP6_ALLOW_INSECURE_HTTP"),
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

function readWindow(value: string, name: string): TargetSettings["window"] {
  const [start, end, more] = value.split("/").map(parseDate);
  if (start === undefined || end === undefined || more !== undefined || !(start < end)) {
    throw new UsageError(
      `${name} must be start/end, two ISO 8601 dates that exist, with a zone, start first, such as 2026-11-01T00:00:00Z/2026-11-08T00:00:00Z.`,
    );
  }
  return { start, end };
}

/** A date that exists, in epoch milliseconds, or NaN: `Date.parse` takes 31 November for 1 December. */
function parseDate(text: string): number {
  const [, day = ""] = /^(\d{4}-\d\d-\d\d)T(?!24).*(?:Z|[+-]\d\d:?\d\d)$/i.exec(text) ?? [];
  const midnight = Date.parse(day);
  const exists = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
  return exists ? Date.parse(text) : Number.NaN;
}

/** Reads a number within limits from the environment, or returns the fallback when it is not set. */
export function numberSetting(
  env: NodeJS.ProcessEnv,
  name: string,
  { least, most, fallback }: { readonly least: number; readonly most: number; readonly fallback: number },
): number {
  const text = env[name];
  if (!text) return fallback;
  // Number() would read blanks as 0, and accept 0x10 and 1e1, which nobody means.
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`${name} must be a number from ${least} to ${most}.`);
}

/** Reads a switch from the environment. It accepts 1 and 0 only, because a `true` without effect would go unnoticed. */
export function flagSetting(env: NodeJS.ProcessEnv, name: string): boolean {
  const text = env[name] || "0";
  if (text !== "0" && text !== "1") throw new UsageError(`${name} must be 1, 0 or unset.`);
  return text === "1";
}
