import { well, whole } from "../responses.ts";
import { consumers, forEachConsumer, type NetworkFault } from "../row.ts";

const second = 1_000;
const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * second).toUTCString();

/** Forms of a wait that is short, or no wait at all: what is not understood falls back on the client's own pace. */
const forms: readonly (readonly [id: string, lines: () => readonly string[]])[] = [
  ["nothing", () => []],
  ["zero", () => ["retry-after: 0"]],
  ["negative", () => ["retry-after: -5"]],
  ["fraction", () => ["retry-after: 0.5"]],
  ["exponent", () => ["retry-after: 1e9"]],
  ["hexadecimal", () => ["retry-after: 0x10"]],
  ["empty", () => ["retry-after:"]],
  ["garbage", () => ["retry-after: soon, please"]],
  ["two-of-them", () => ["retry-after: 0", "retry-after: 0.5"]],
  ["date-in-the-past", () => [`retry-after: ${inSeconds(-3_600)}`]],
  ["date-now", () => [`retry-after: ${inSeconds(0)}`]],
  ["iso-date", () => [`retry-after: ${new Date(Date.now() + 3_600 * second).toISOString()}`]],
  ["local-date", () => ["retry-after: Fri, 31 Dec 2099 23:59:59 +0200"]],
  ["reset-in-the-past", () => [`x-ratelimit-reset: ${Math.floor(Date.now() / second) - 60}`]],
  ["reset-zero", () => ["x-ratelimit-reset: 0"]],
  ["reset-negative", () => ["x-ratelimit-reset: -1"]],
  ["reset-garbage", () => ["x-ratelimit-reset: tomorrow"]],
];

/** Waits beyond what the client is allowed to: it does not wait, and says how long was asked. */
const tooLong: typeof forms = [
  ["huge", () => ["retry-after: 99999999999"]],
  ["of-300-digits", () => [`retry-after: ${"9".repeat(300)}`]],
  ["of-two", () => ["retry-after: 1", "retry-after: 99999"]],
  ["date-in-2099", () => ["retry-after: Thu, 31 Dec 2099 23:59:59 GMT"]],
  ["reset-in-an-hour", () => [`x-ratelimit-reset: ${Math.floor(Date.now() / second) + 3_600}`]],
];

const busy = (lines: () => readonly string[]) => (request: Parameters<typeof well>[0]) =>
  whole("429 Too Many Requests", "", ...lines())(request);

/** The server asks to wait. */
export const throttlingRows: readonly NetworkFault[] = [
  ...forEachConsumer(forms, ([id, lines]) => ({
    id: `busy-twice-with-${id}`,
    title: `two 429 with ${id.replaceAll("-", " ")}, then the list`,
    respond: (request) => (request.number <= 2 ? busy(lines) : well)(request),
    promised: "every event",
    consumers,
    requests: 3,
  })),
  ...forEachConsumer(forms, ([id, lines]) => ({
    id: `busy-for-good-with-${id}`,
    title: `429 with ${id.replaceAll("-", " ")}, for good`,
    respond: busy(lines),
    promised: { code: "NP6_HTTP", kind: "rate-limited", status: 429 },
    followed: "every event",
    requests: 3,
  })),
  ...forEachConsumer(tooLong, ([id, lines]) => ({
    id: `busy-with-a-wait-${id}`,
    title: `429 with a wait ${id.replaceAll("-", " ")}`,
    respond: busy(lines),
    promised: { code: "NP6_HTTP", kind: "rate-limited", status: 429 },
    requests: 1,
    consumers: ["array", "stream", "pull"],
  })),
];
