import { dates, parameters, pathId, queryOf, rejectWhen, sentId } from "../parts/query.ts";
import type { Stages, Variation } from "../variant.ts";

const far = "how far dates may reach is not stated";
const empty = "what an empty value means is not stated";
const spelling = "whether another spelling of an id is the same id is not stated";

const after2038 = 2 ** 31 * 1000;
const yearMs = 365 * 86_400_000;

/** Rejects what some bound is like. */
const rejectBounds =
  (isRejected: (ms: number) => boolean, status = 400) =>
  () =>
    queryOf((asked) =>
      [asked.start, asked.end].some((ms) => ms !== undefined && isRejected(ms)) ? rejectWhen(status) : asked,
    );

/** What a server may read or reject. */
export const leniencyVariations: readonly Variation[] = [
  {
    id: "far-past-refused",
    title: "rejects dates before 1970 and at its beginning",
    allowed: far,
    stages: rejectBounds((ms) => ms <= 0),
  },
  {
    id: "far-future-refused",
    title: "rejects dates after 2038",
    allowed: far,
    stages: rejectBounds((ms) => ms >= after2038, 422),
  },
  {
    id: "far-past-is-1970",
    title: "takes dates before 1970 for its beginning",
    allowed: "no event was published before it",
    stages: () => dates((text) => (text.startsWith("19") ? "1970-01-01T00:00:00Z" : text)),
  },
  {
    id: "far-future-is-2038",
    title: "takes dates after 2038 for the last second that 32 bits can count",
    allowed: "no event was published after it",
    stages: () => dates((text) => (Date.parse(text) >= after2038 ? "2038-01-19T03:14:07Z" : text)),
  },
  {
    id: "history-of-a-year",
    title: "rejects dates more than a year before its events, 29 February 2024 among them",
    allowed: far,
    stages: rejectBounds((ms) => ms < Date.UTC(2026, 0, 28) - yearMs),
  },
  {
    id: "leap-days-in-the-window",
    title: "has events around 29 February",
    allowed: "it is a day like any other",
    options: { from: Date.UTC(2024, 1, 26), to: Date.UTC(2024, 2, 3) },
  },
  {
    id: "empty-ignored",
    title: "takes an empty value for none",
    allowed: empty,
    stages: () => parameters((value) => (value === "" ? undefined : value)),
  },
  {
    id: "empty-start-is-the-beginning",
    title: "takes an empty start for the beginning of time, and an empty end for its end",
    allowed: empty,
    stages: () =>
      parameters((value, name) => {
        if (value !== "") return value;
        if (name === "sort") return undefined;
        return name === "start" ? "0001-01-01T00:00:00Z" : "9999-12-31T23:59:59Z";
      }),
  },
  {
    id: "empty-is-now",
    title: "takes an empty bound for the present, and an empty order for desc",
    allowed: empty,
    stages: () =>
      parameters((value, name) => {
        if (value !== "") return value;
        return name === "sort" ? "desc" : new Date().toISOString();
      }),
  },
  {
    id: "id-leading-zero-refused",
    title: "knows no notification whose id begins with a zero",
    allowed: spelling,
    stages: () => rejectIds((id) => /^0\d/.test(id)),
  },
  {
    id: "id-decimal-read",
    title: "reads an id with a zero behind the point",
    allowed: spelling,
    stages: () => pathId((id) => id.replace(/\.0$/, "")),
  },
];

/** Rejects requests for some ids. */
function rejectIds(isRejected: (id: string) => boolean): Stages {
  return {
    finish: (reply, { url }) => (isRejected(sentId(url)) ? { status: 404, headers: {}, body: [] } : reply),
  };
}
