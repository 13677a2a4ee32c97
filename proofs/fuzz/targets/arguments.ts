import { readOptions } from "../../../contract-tests/options.ts";
import { flagSetting, liveTarget, numberSetting } from "../../../contract-tests/targets/live.ts";
import {
  parseDuration,
  parseIds,
  parseInstantArgument,
  parseKind,
  parseListenAddress,
  parseNumber,
} from "../../../src/cli/arguments.ts";
import { rejectPasswords } from "../../../src/cli/database.ts";
import { UsageError } from "../../../src/shared/usage-error.ts";
import { attempt, type FuzzTarget, must } from "../target.ts";

const limits = { least: 0.1, most: 1_000, fallback: 2 };

/** All that reads one argument or one setting, and what must hold of what it reads. */
const parsers: Readonly<Record<string, (text: string) => void>> = {
  ids(text) {
    const ids = parseIds(text);
    must(ids.length > 0 && new Set(ids).size === ids.length, `the ids are ${ids.slice(0, 10)}`);
    must(
      ids.every((id) => id >= 0 && Number.isInteger(id)),
      "an id is no whole number",
    );
  },
  duration(text) {
    const ms = parseDuration("--every")(text);
    must(ms >= 0, `the duration is ${ms} ms`);
  },
  instant: (text) => void parseInstantArgument(text),
  kind: (text) => void parseKind(text),
  listen(text) {
    const { host, port } = parseListenAddress(text);
    must(host !== "" && port >= 0 && port < 2 ** 16, `it listens on ${host}, ${port}`);
  },
  number(text) {
    const number = parseNumber(text);
    must(Number.isNaN(number) || number >= 0, `the number is ${number}`);
  },
  password: (text) => rejectPasswords([text]),
  numberSetting(text) {
    const number = numberSetting({ NP6_MAX_RPS: text }, "NP6_MAX_RPS", limits);
    must(number >= limits.least && number <= limits.most, `the setting is ${number}`);
  },
  flagSetting: (text) => void flagSetting({ NP6_STRICT: text }, "NP6_STRICT"),
  options: (text) => void readOptions(text.split(" "), {}, ["live", "sandbox"]),
  liveTarget(text) {
    const [baseUrl, notification, window] = text.split(" ");
    const env = {
      ...{ NP6_API_KEY: "synthetic-key", NP6_BASE_URL: baseUrl },
      ...{ NP6_NOTIFICATION_ID: notification, NP6_WINDOW: window },
    };
    const { settings } = liveTarget(env);
    must(settings.window.start < settings.window.end, "an inverted window is taken");
    must(Number.isInteger(settings.notificationId), `the notification is ${settings.notificationId}`);
  },
};

/** An argument of the command line, or a value of the environment. */
export const argumentsTarget: FuzzTarget = {
  name: "arguments",
  seeds: [
    "156,160-195",
    "1.5h",
    "[::1]:9464",
    "2026-02-01",
    "activations",
    "postgres://np6:secret@db/np6?password=x",
    "--target sandbox --checks sort-asc,window-end --strict",
    "https://api-cm.np6.com 156 2026-11-01T00:00:00Z/2026-11-02T00:00:00+01:00",
  ],
  check(input) {
    const text = Buffer.from(input).toString();
    for (const [name, parse] of Object.entries(parsers)) {
      const result = attempt(() => parse(text));
      if (!("error" in result) || result.error instanceof UsageError) continue;
      throw new Error(`${name}: ${result.error instanceof Error ? result.error.message : result.error}`);
    }
  },
};
