import { body } from "../parts/reply.ts";
import { onRequest, when } from "../parts/requests.ts";
import type { TopicFault } from "../variant.ts";

const array = "#/components/schemas/NotificationEvents";
const rfc = "RFC 8259";

const change = (
  id: string,
  title: string,
  breaks: string,
  edit: (text: string) => string | Uint8Array,
  seenIn?: TopicFault["seenIn"],
): TopicFault => ({ id, title, breaks, ...(seenIn ? { seenIn } : {}), stages: () => body(edit) });

const changeLarge = (...row: Parameters<typeof change>): TopicFault => ({
  ...change(...row),
  condition: { size: "large" },
});

/** Changes a response that is long enough to be special. */
const large = (edit: (text: string) => string | Uint8Array) => (text: string) =>
  text.length > 60_000 ? edit(text) : text;

/** The JSON text inside a response. */
export const bodyFaults: readonly TopicFault[] = [
  change("body-wrapped", "wraps the list in an object", array, (text) => `{"data":${text}}`),
  change(
    "body-page",
    "returns the first page, with the address of the next",
    array,
    (text) => `{"items":${text},"next":"/page/2"}`,
  ),
  change("body-nested", "wraps the list in a list", array, (text) => `[${text}]`),
  change("body-lines", "returns one event a line", array, (text) =>
    text.slice(1, -1).replaceAll('},{"type"', '}\n{"type"'),
  ),
  change("body-text", "returns the list as JSON inside a string", array, (text) => JSON.stringify(text)),
  change("body-null", "returns null", array, () => "null"),
  change("body-object-by-id", "returns an object, events by number", array, (text) =>
    JSON.stringify({ ...JSON.parse(text) }),
  ),
  change("body-jsonp", "wraps the list in a call", rfc, (text) => `callback(${text});`),
  change("body-guarded", "guards the list against inclusion as a script", rfc, (text) => `)]}',\n${text}`),
  change("body-twice", "returns two lists, one behind the other", rfc, (text) => text + text),
  change(
    "body-trailing-comma",
    "ends the list with a comma",
    `${rfc}, section 5`,
    (text) => text.replace(/\]$/, ",]"),
    "https://github.com/rchodava/datamill/issues/80",
  ),
  change("body-missing-comma", "forgets one comma between events", `${rfc}, section 5`, (text) =>
    text.replace('},{"type"', '}{"type"'),
  ),
  change("body-leading-comma", "begins the list with a comma", `${rfc}, section 5`, (text) =>
    text.replace("[{", "[,{"),
  ),
  change(
    "body-unclosed",
    "ends without closing the list",
    array,
    (text) => text.replace(/\]$/, ""),
    "https://github.com/lidofinance/lido-keys-api/issues/367",
  ),
  change(
    "body-cut",
    "ends in the middle of an event",
    array,
    (text) => text.slice(0, Math.floor(text.length * 0.7)),
    "https://github.com/hebcal/hebcal/issues/186",
  ),
  changeLarge(
    "body-cut-but-closed",
    "closes the list although not all events were written",
    array,
    large((text) => `${text.slice(0, text.lastIndexOf('},{"type"', 50_000))}}]`),
    "https://github.com/aspnet/Mvc/issues/5413",
  ),
  changeLarge(
    "body-error-inside",
    "writes an error into the list that it had begun",
    array,
    large((text) => `${text.slice(0, 50_000)}{"error":"timeout"}`),
  ),
  changeLarge(
    "body-error-as-event",
    "ends the list with an error in the place of an event",
    array,
    large((text) => text.replace(/\]$/, ',{"error":"timeout"}]')),
  ),
  changeLarge(
    "body-empty",
    "returns nothing where there is much",
    array,
    large(() => ""),
  ),
  change(
    "body-nan",
    "writes NaN",
    `${rfc}, section 6`,
    (text) => text.replace(/"time":\d+/, '"time":NaN'),
    "https://github.com/brian7704/OpenTAKServer/issues/291",
  ),
  change("body-infinity", "writes Infinity", `${rfc}, section 6`, (text) =>
    text.replace(/"time":\d+/, '"time":Infinity'),
  ),
  change("body-leading-zero", "writes a number with a leading zero", `${rfc}, section 6`, (text) =>
    text.replace(/"time":/, '"time":0'),
  ),
  change("body-single-quotes", "quotes with apostrophes", `${rfc}, section 7`, (text) =>
    text.replaceAll('"', "'"),
  ),
  change("body-bare-names", "does not quote names", `${rfc}, section 4`, (text) =>
    text.replace(/"type":/g, "type:"),
  ),
  change("body-comment", "writes a comment", `${rfc}, section 2`, (text) =>
    text.replace("[", "[/* events */"),
  ),
  change("body-control-character", "does not escape a line feed in a string", `${rfc}, section 7`, (text) =>
    text.replace('"kind":"application"', '"kind":"appli\ncation"'),
  ),
  change("body-undefined", "writes undefined", `${rfc}, section 3`, (text) =>
    text.replace(/"kind":"application"/, '"kind":undefined'),
  ),
  change(
    "body-duplicate-name",
    "names a property of one event twice",
    `${rfc}, section 4`,
    (text) => text.replace('"kind":', '"kind":"other","kind":'),
    "https://github.com/stoatchat/stoatchat/issues/286",
  ),
  change(
    "body-duplicate-name-escaped",
    "names a property twice, once with an escape",
    `${rfc}, section 4`,
    (text) => text.replace('"kind":', '"k\\u0069nd":"other","kind":'),
  ),
  change(
    "body-warning-before",
    "writes a warning before the list",
    rfc,
    (text) => `<br />\n<b>Warning</b>: deprecated\n${text}`,
    "https://github.com/kalkun-sms/Kalkun/issues/252",
  ),
  change(
    "body-note-behind",
    "writes a note behind the list",
    rfc,
    (text) => `${text}\n<!-- 12 ms -->`,
    "https://github.com/Piwigo/Piwigo/issues/1566",
  ),
  change(
    "body-latin-1",
    "writes Latin-1",
    `${rfc}, section 8.1`,
    (text) => Buffer.from(text.replace("DEMO", "D\u00c9MO"), "latin1"),
    "https://github.com/MotusDev/Motus-TO-DO/issues/2",
  ),
  change("body-utf-16", "writes UTF-16", `${rfc}, section 8.1`, (text) => Buffer.from(text, "utf16le")),
  change(
    "body-split-character",
    "breaks a character at the edge of its buffer",
    `${rfc}, section 8.1`,
    (text) => {
      const bytes = Buffer.from(text.replace("DEMO", "D\u20acMO"));
      const at = bytes.indexOf(0xe2);
      return at < 0
        ? bytes
        : Buffer.concat([bytes.subarray(0, at + 1), Buffer.from("\ufffd"), bytes.subarray(at + 1)]);
    },
  ),
  change("body-of-nulls", "returns a list of 300,000 nulls", array, () => `[${"null,".repeat(300_000)}null]`),
  {
    ...change("body-null-when-empty", "returns null in the place of an empty list", array, (text) =>
      text === "[]" ? "null" : text,
    ),
    condition: { window: "without-events" },
  },
  {
    id: "body-wrapped-on-executions",
    title: "wraps the list in an object, on executions",
    breaks: array,
    condition: { endpoint: "executions" },
    stages: () =>
      onRequest(
        "executions",
        body((text) => `{"data":${text}}`),
      ),
  },
  {
    id: "body-wrapped-with-one-bound",
    title: "wraps the list in an object where one bound is sent",
    breaks: array,
    condition: { bounds: "one" },
    stages: () =>
      when(
        ({ url }) => url.includes("start=") !== url.includes("end="),
        body((text) => `{"data":${text}}`),
      ),
  },
  {
    id: "body-single-object",
    title: "returns a single event without a list",
    breaks: array,
    options: { events: 1 },
    stages: () => body((text) => text.replace(/^\[(.+)\]$/s, "$1")),
  },
];
