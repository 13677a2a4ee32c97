import { eventsWith } from "./base-events.ts";

/** Forms of recorded responses: one array, one event a line, and a recording of the suite. */
export const forms = ["array", "lines", "recording"] as const;
/** One of {@link forms}. */
export type Form = (typeof forms)[number];

/** Events in one response of the recording, so that a response has some megabytes. */
const eventsPerAnswer = 6_000;

/** Recorded responses of about so many bytes, in pieces. */
export function* recordedAnswer(form: Form, bytes: number): Generator<string> {
  let written = 0;
  let n = 0;
  const next = (count: number): string[] => Array.from({ length: count }, () => JSON.stringify(event(n++)));
  if (form === "recording")
    yield `${JSON.stringify({ recording: 1, name: "live", settings: { baseUrl: "https://api-cm.np6.com" } })}\n`;
  if (form === "array") yield "[";
  while (written < bytes) {
    const piece =
      form === "recording" ? `${answerLine(next(eventsPerAnswer))}\n` : joined(form, n, next(500));
    written += piece.length;
    yield piece;
  }
  if (form === "array") yield "]";
}

function joined(form: Form, n: number, events: readonly string[]): string {
  return form === "lines" ? `${events.join("\n")}\n` : `${n > 0 ? "," : ""}${events.join(",")}`;
}

function answerLine(events: readonly string[]): string {
  const body = Buffer.from(`[${events.join(",")}]`).toString("base64");
  return JSON.stringify({
    kind: "activations",
    observation: "ascending",
    plan: { query: [] },
    answer: { status: 200, headers: [], body },
  });
}

const templates = eventsWith() as { timestamp: number }[];

/** Each is another event: a reader that kept them all would show. */
function event(n: number): object {
  const id = `${n.toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`;
  return { ...templates[n % templates.length], id, timestamp: Date.UTC(2026, 10, 1) + n };
}
