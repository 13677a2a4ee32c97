import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { probes } from "../../../contract-tests/checks/index.ts";
import { contextOf, type EndpointContext } from "../../../contract-tests/engine/endpoint-context.ts";
import { textOf } from "../../../contract-tests/engine/event.ts";
import type { ProbeResult } from "../../../contract-tests/engine/probe-result.ts";
import type { Reason } from "../../../contract-tests/engine/reasons.ts";
import type { ContractSettings } from "../../../contract-tests/engine/settings.ts";
import type { EventKind } from "../../../generated/contract.js";

/** A run over one server: all that was observed, nothing of what was judged. */
interface StoredRun {
  readonly settings: ContractSettings;
  readonly contexts: readonly {
    readonly kind: EventKind;
    readonly window: EndpointContext["window"];
    readonly observed: readonly StoredResult[];
    /** Why the other probes were not sent. */
    readonly unmade: Readonly<Record<string, Reason>>;
  }[];
}

interface StoredResult extends Pick<ProbeResult, "id" | "exchange" | "position" | "asked" | "fault"> {
  /** Digest of its text, which stands in a file of its own, for most servers answer alike. */
  readonly text?: string | undefined;
  /** Its events, by their place in the run's file of events; absent where JSON cannot keep them: the text can. */
  readonly events?: readonly number[] | undefined;
}

const fileOf = (directory: string, id: string) => join(directory, `${id}.json`);
/** Every event that some response of the run shows, once for each way in which it is written. */
const eventFileOf = (directory: string, id: string) => join(directory, `${id}.events.json`);
const textFileOf = (directory: string, digest: string) => join(directory, "texts", digest);

/** Writes a run over the server with this id. */
export function storeRun(
  directory: string,
  id: string,
  settings: ContractSettings,
  contexts: readonly EndpointContext[],
): void {
  mkdirSync(join(directory, "texts"), { recursive: true });
  const places = new Map<string, number>();
  const events: unknown[] = [];
  const placeOf = (event: unknown): number | undefined => {
    const text = textOf(event);
    if (text === undefined) return undefined;
    const before = places.get(text);
    if (before !== undefined) return before;
    if (!isDeepStrictEqual(JSON.parse(text), event)) return undefined;
    places.set(text, events.length);
    return events.push(event) - 1;
  };
  const store = (result: ProbeResult): StoredResult => {
    const { id, exchange, position, asked, fault } = result;
    const found = result.events?.map(placeOf);
    const kept = found?.every((place) => place !== undefined) ? found : undefined;
    return { id, exchange, position, asked, fault, text: storeText(directory, result.text()), events: kept };
  };
  const run: StoredRun = {
    settings,
    contexts: contexts.map((context) => ({
      kind: context.kind,
      window: context.window,
      observed: context.all().map(store),
      unmade: Object.fromEntries(
        probes.flatMap(({ id }) => {
          const reason = context.unmade(id);
          return reason === undefined ? [] : [[id, reason]];
        }),
      ),
    })),
  };
  writeFileSync(fileOf(directory, id), JSON.stringify(run));
  writeFileSync(eventFileOf(directory, id), JSON.stringify(events));
}

function storeText(directory: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const digest = createHash("sha256").update(text).digest("hex");
  const file = textFileOf(directory, digest);
  if (!existsSync(file)) writeFileSync(file, deflateRawSync(text));
  return digest;
}

/** Reads the contexts of a run over the server with this id, as the engine made them. */
export function restoreRun(
  directory: string,
  id: string,
): { readonly settings: ContractSettings; readonly contexts: readonly EndpointContext[] } {
  const run = readJson(fileOf(directory, id)) as StoredRun;
  // Read when they are asked for: a check looks into a few of a run's hundred responses, or into none.
  const file = eventFileOf(directory, id);
  let known: readonly unknown[] | undefined;
  const restore = ({ id, exchange, position, asked, fault, text, events }: StoredResult): ProbeResult => {
    const read = () =>
      text === undefined ? undefined : inflateRawSync(readFileSync(textFileOf(directory, text))).toString();
    const list = () => {
      if (events) {
        known ??= readJson(file) as readonly unknown[];
        return events.map((place) => known?.[place]);
      }
      const json = fault === undefined ? read()?.trim() : undefined;
      return json === undefined ? undefined : json === "" ? [] : (JSON.parse(json) as unknown[]);
    };
    let listed: ReturnType<typeof list> | "not yet" = "not yet";
    return {
      id,
      exchange,
      position,
      asked,
      fault,
      header: (name) => exchange.headers.find(([key]) => key === name)?.[1],
      text: read,
      get events() {
        if (listed === "not yet") listed = list();
        return listed;
      },
    };
  };
  const { settings } = run;
  const contexts = run.contexts.map(({ kind, window, observed, unmade }) => {
    const all = observed.map(restore);
    return contextOf({
      kind,
      settings,
      window,
      made: new Map(all.filter(({ id }) => !(id in unmade)).map((one) => [one.id, one])),
      unmade: new Map(Object.entries(unmade)),
      limited: all.filter(({ id }) => id in unmade),
    });
  });
  return { settings, contexts };
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
