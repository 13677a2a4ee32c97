import { parseEventRequest } from "../../../src/sandbox/parse-event-request.ts";
import { dates, parameters, rejectWhen } from "../parts/query.ts";
import { onRequest } from "../parts/requests.ts";
import type { Stages, TopicFault } from "../variant.ts";

const instant = "#/components/schemas/Instant";

const offset = /([+-])(\d\d):(\d\d)$/;

/** Reads a date of one form as another text; `undefined` ignores the bound, a text that is no date rejects it. */
const misread = (form: RegExp, reading: (text: string) => string | undefined): Stages =>
  dates((text) => (form.test(text) ? reading(text) : text));

/** Reads a date of one form as another text, only where one bound is sent. */
const misreadAlone = (form: RegExp, reading: (text: string) => string): Stages =>
  parameters((text, name, all) =>
    name !== "sort" && form.test(text) && all.has("start") !== all.has("end") ? reading(text) : text,
  );

/** Ignores a bound that is a date where the other one is a number. */
const ignoredBeside = (bound: "start" | "end", other: "start" | "end"): Stages =>
  parameters((text, name, all) =>
    name === bound && text.includes("T") && /^\d+$/.test(all.get(other) ?? "") ? undefined : text,
  );

const rejected = () => "refused";

/** What a date means. */
export const dateFaults: readonly TopicFault[] = [
  {
    id: "offset-dropped",
    title: "ignores the zone of a date",
    breaks: instant,
    condition: { form: "offset" },
    seenIn: "https://github.com/formancehq/ledger/issues/1397",
    stages: () => misread(offset, (text) => text.replace(offset, "Z")),
  },
  {
    id: "offset-dropped-on-executions",
    title: "ignores the zone of a date, on executions",
    breaks: instant,
    condition: { endpoint: "executions", form: "offset" },
    stages: () =>
      onRequest(
        "executions",
        misread(offset, (text) => text.replace(offset, "Z")),
      ),
  },
  {
    id: "offset-sign-swapped",
    title: "takes west for east",
    breaks: instant,
    condition: { form: "offset" },
    stages: () =>
      misread(offset, (text) =>
        text.replace(offset, (_all, sign, h, m) => `${sign === "-" ? "+" : "-"}${h}:${m}`),
      ),
  },
  {
    id: "offset-minutes-dropped",
    title: "ignores the minutes of an offset",
    breaks: instant,
    condition: { form: "offset" },
    stages: () => misread(offset, (text) => text.replace(offset, "$1$2:00")),
  },
  {
    id: "offset-without-carry",
    title: "applies an offset to the time of day, and leaves the date as it is",
    breaks: instant,
    condition: { form: "offset" },
    stages: () => misread(offset, (text) => text.slice(0, 10) + new Date(text).toISOString().slice(10)),
  },
  {
    id: "offset-refused",
    title: "rejects an offset",
    breaks: instant,
    condition: { form: "offset" },
    stages: () => misread(offset, rejected),
  },
  {
    id: "offset-east-refused",
    title: "decodes %2B twice, so that it rejects every offset east of Greenwich",
    breaks: instant,
    condition: { form: "offset-east" },
    seenIn: "https://github.com/getindiekit/indiekit/pull/696",
    stages: () => misread(/\+\d\d:\d\d$/, (text) => text.replace("+", " ")),
  },
  {
    id: "offset-east-ignored",
    title: "decodes %2B twice and ignores the bound that it then cannot read",
    breaks: instant,
    condition: { form: "offset-east" },
    stages: () => misread(/\+\d\d:\d\d$/, () => undefined),
  },
  {
    id: "offset-ignored-alone",
    title: "ignores the zone of a date where one bound is missing",
    breaks: instant,
    condition: { bounds: "one", form: "offset" },
    stages: () => misreadAlone(offset, (text) => text.replace(offset, "Z")),
  },
  {
    id: "end-zone-ignored",
    title: "ignores the zone of end",
    breaks: instant,
    condition: { endForm: "offset" },
    stages: () => dates((text, name) => (name === "end" ? text.replace(offset, "Z") : text)),
  },
  {
    id: "offset-rounded",
    title: "rounds an offset to whole hours",
    breaks: instant,
    condition: { form: "offset" },
    stages: () =>
      misread(offset, (text) =>
        text.replace(offset, (_all, sign, hours, minutes) => {
          const rounded = Math.round(Number(hours) + Number(minutes) / 60);
          return `${sign}${String(rounded).padStart(2, "0")}:00`;
        }),
      ),
  },
  {
    id: "zero-offset-refused",
    title: "rejects UTC that is written +00:00",
    breaks: instant,
    condition: { form: "offset-zero" },
    stages: () => misread(/\+00:00$/, rejected),
  },
  {
    id: "plain-colon-refused",
    title: "rejects a date whose colons are not escaped",
    breaks: "RFC 3986, section 3.4",
    condition: { encoding: "plain" },
    stages: () => ({
      parse: (request, settings) =>
        request.url.split("?")[1]?.includes(":") ? rejectWhen(400) : parseEventRequest(request, settings),
    }),
  },
  {
    id: "plain-colon-cut",
    title: "cuts a date off at a colon that is not escaped",
    breaks: "RFC 3986, section 3.4",
    condition: { encoding: "plain" },
    stages: () => ({
      parse: (request, settings) =>
        parseEventRequest(
          { ...request, url: request.url.replace(/(T\d\d):\d\d:[^&]*/g, "$1:00Z") },
          settings,
        ),
    }),
  },
  {
    id: "end-beside-number-ignored",
    title: "ignores an end that is a date where start is a number",
    breaks: instant,
    condition: { startForm: "number", endForm: "utc" },
    stages: () => ignoredBeside("end", "start"),
  },
  {
    id: "start-beside-number-ignored",
    title: "ignores a start that is a date where end is a number",
    breaks: instant,
    condition: { startForm: "utc", endForm: "number" },
    stages: () => ignoredBeside("start", "end"),
  },
];
