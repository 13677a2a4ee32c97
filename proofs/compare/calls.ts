import type { ContractSettings } from "../../contract-tests/engine/settings.ts";
import { endpoints } from "../../generated/contract.js";

/** A request that a team would make, and how it should end. */
export interface ApiCall {
  /** In words, such as `activations, newest first`. */
  readonly name: string;
  /** Path and query. */
  readonly target: string;
  readonly key: string | undefined;
  readonly ends: "data" | "error";
}

/** The requests that the tools without requests of their own are given: ordinary ones, and one of each error response. */
export function callsTo({ apiKey, notificationId, window }: ContractSettings): readonly ApiCall[] {
  const start = new Date(window.start).toISOString();
  const end = new Date(window.end).toISOString();
  return Object.keys(endpoints).flatMap((kind): ApiCall[] => {
    const of = (id: number | string, query = "") => `/notifications/${id}/events/${kind}${query}`;
    const both = `?start=${start}&end=${end}`;
    const data = (name: string, query: string): ApiCall => ({
      name: `${kind}, ${name}`,
      target: of(notificationId, query),
      key: apiKey,
      ends: "data",
    });
    const rejected = (name: string, target: string, key: string | undefined = apiKey): ApiCall => ({
      name: `${kind}, ${name}`,
      target,
      key,
      ends: "error",
    });
    return [
      data("everything", ""),
      data("oldest first", `${both}&sort=asc`),
      data("newest first", `${both}&sort=desc`),
      data("from start", `?start=${window.start}`),
      data("until end", `?end=${end}`),
      { ...rejected("without a key", of(notificationId)), key: undefined },
      rejected("with a wrong key", of(notificationId), "wrong"),
      rejected("with an unreadable start", of(notificationId, "?start=yesterday")),
      rejected("in an unknown order", of(notificationId, `${both}&sort=sideways`)),
      rejected("of a negative id", of(-1)),
      rejected("of an unknown id", of(2_000_000_011)),
    ];
  });
}

/** Milliseconds after which a tool gives up on a response. */
export const patienceMs = 5000;
