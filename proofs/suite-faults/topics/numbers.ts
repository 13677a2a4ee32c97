import { dates, parameters, queryOf, rejectWhen } from "../parts/query.ts";
import type { Stages, TopicFault } from "../variant.ts";

const instant = "#/components/schemas/Instant";

const offset = /([+-])(\d\d):(\d\d)$/;
const sixDigits = /\.(\d{3})(\d{3})(?=Z|[+-]\d)/;
const shortFraction = /\.\d\d?(?!\d)/;
const number = /^\d+$/;

/** Reads a date of one form as another text; `undefined` ignores the bound, a text that is no date rejects it. */
const misread = (form: RegExp, reading: (text: string) => string | undefined): Stages =>
  dates((text) => (form.test(text) ? reading(text) : text));

/** Reads a date of one form as another text, only where one bound is sent. */
const misreadAlone = (form: RegExp, reading: (text: string) => string): Stages =>
  parameters((text, name, all) =>
    name !== "sort" && form.test(text) && all.has("start") !== all.has("end") ? reading(text) : text,
  );

const utc = (ms: number) => new Date(ms).toISOString();
const rejected = () => "refused";

/** What a number in the place of a date means. */
export const numberFaults: readonly TopicFault[] = [
  {
    id: "milliseconds-refused",
    title: "rejects a fraction that is not zero",
    breaks: instant,
    condition: { form: "fraction" },
    seenIn: "https://github.com/apache/trafficcontrol/pull/3758",
    stages: () => misread(/\.\d*[1-9]/, rejected),
  },
  {
    id: "milliseconds-dropped",
    title: "ignores the fraction of a date",
    breaks: instant,
    condition: { form: "fraction" },
    seenIn: "https://github.com/moby/moby/issues/20999",
    stages: () => misread(/\.\d+/, (text) => text.replace(/\.\d+/, "")),
  },
  {
    id: "microseconds-refused",
    title: "rejects a fraction of six digits",
    breaks: instant,
    condition: { form: "microseconds" },
    seenIn: "https://github.com/stargate/stargate/pull/2675",
    stages: () => misread(sixDigits, rejected),
  },
  {
    id: "microseconds-as-milliseconds",
    title: "counts six digits of a fraction as milliseconds",
    breaks: instant,
    condition: { form: "microseconds" },
    seenIn: "https://github.com/Azure/azure-event-hubs-spark/issues/444",
    stages: () =>
      misread(sixDigits, (text) => {
        const [, high = "", low = ""] = sixDigits.exec(text) ?? [];
        return utc(Date.parse(text.replace(sixDigits, "")) + Number(high + low));
      }),
  },
  {
    id: "microseconds-dropped",
    title: "ignores a fraction of six digits",
    breaks: instant,
    condition: { form: "microseconds" },
    stages: () => misread(sixDigits, (text) => text.replace(sixDigits, "")),
  },
  {
    id: "short-fraction-refused",
    title: "rejects a fraction of one or two digits",
    breaks: instant,
    condition: { form: "short-fraction" },
    stages: () => misread(shortFraction, rejected),
  },
  {
    id: "short-fraction-as-milliseconds",
    title: "counts one or two digits of a fraction as milliseconds",
    breaks: instant,
    condition: { form: "short-fraction" },
    stages: () =>
      misread(shortFraction, (text) =>
        text.replace(shortFraction, (digits) => `.${digits.slice(1).padStart(3, "0")}`),
      ),
  },
  {
    id: "whole-second-refused",
    title: "rejects a date without a fraction",
    breaks: instant,
    condition: { form: "whole-seconds" },
    stages: () => misread(/:\d\dZ$/, rejected),
  },
  {
    id: "whole-second-end",
    title: "takes an end without a fraction to include its second",
    breaks: instant,
    condition: { endForm: "whole-seconds" },
    stages: () =>
      dates((text, name) => (name === "end" ? text.replace(/(T[\d:]+)(Z|\+00:00)$/, "$1.999$2") : text)),
  },
  {
    id: "number-in-seconds",
    title: "counts a number in seconds",
    breaks: instant,
    condition: { form: "number" },
    seenIn: "https://github.com/Azure/azure-event-hubs-spark/issues/96",
    stages: () => misread(number, (text) => String(Number(text) * 1000)),
  },
  {
    id: "number-refused",
    title: "rejects a number",
    breaks: instant,
    condition: { form: "number" },
    stages: () => misread(number, rejected),
  },
  {
    id: "number-ignored",
    title: "ignores a number",
    breaks: instant,
    condition: { form: "number" },
    stages: () => misread(number, () => undefined),
  },
  {
    id: "number-int32",
    title: "cuts a number down to 32 bits",
    breaks: instant,
    condition: { form: "number" },
    stages: () => misread(number, (text) => String(Number(text) | 0)),
  },
  {
    id: "number-float32",
    title: "holds a number in single precision",
    breaks: instant,
    condition: { form: "number" },
    stages: () => misread(number, (text) => String(Math.fround(Number(text)))),
  },
  {
    id: "number-to-seconds",
    title: "cuts a number down to whole seconds",
    breaks: instant,
    condition: { form: "number" },
    stages: () => misread(number, (text) => text.replace(/\d{3}$/, "000")),
  },
  {
    id: "number-refused-alone",
    title: "rejects a number where one bound is missing",
    breaks: instant,
    condition: { bounds: "one", form: "number" },
    stages: () => misreadAlone(number, rejected),
  },
  {
    id: "number-end-inclusive",
    title: "keeps the events published at end, only where end is a number",
    breaks: instant,
    condition: { endForm: "number" },
    stages: () =>
      queryOf((asked, all) =>
        number.test(all.get("end") ?? "") && asked.end !== undefined
          ? { ...asked, end: asked.end + 1 }
          : asked,
      ),
  },
  {
    id: "forms-mixed-refused",
    title: "rejects a zone in one bound that the other does not have",
    breaks: instant,
    condition: { bounds: "both", form: "offset" },
    seenIn: "https://github.com/openfun/warren/issues/124",
    stages: () =>
      queryOf((asked, all) => {
        const zones = ["start", "end"].flatMap((name) => offset.exec(all.get(name) ?? "")?.[0] ?? []);
        return new Set(zones).size > 1 ? rejectWhen(422) : asked;
      }),
  },
];
