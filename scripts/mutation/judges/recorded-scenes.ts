import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type MadeScene, sceneOf } from "../../../contract-tests/engine/make-scene.ts";
import type { RecordedRun } from "./record-catalogue.ts";
import { restore, type TextShelf } from "./stored-observation.ts";

/** The scenes of a recorded run, as the engine made them. */
export function recordedScenes({ settings, scenes }: RecordedRun, shelf: TextShelf): MadeScene[] {
  return scenes.map(({ kind, window, observed, unmade }) => {
    const all = observed.map((observation) => restore(shelf, observation));
    const made = all.filter(({ id }) => unmade[id] === undefined);
    return sceneOf({
      kind,
      settings,
      window,
      made: new Map(made.map((observation) => [observation.id, observation])),
      unmade: new Map(Object.entries(unmade)),
      limited: all.filter(({ id }) => unmade[id] !== undefined),
    });
  });
}

/** Reads the run over one server of the catalogue. */
export function readRun(directory: string, id: string): RecordedRun {
  return JSON.parse(readFileSync(join(directory, `${id}.json`), "utf8")) as RecordedRun;
}
