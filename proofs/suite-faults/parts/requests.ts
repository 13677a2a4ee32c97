import type { SandboxRequest } from "../../../src/sandbox/parse-event-request.ts";
import { type SandboxStages, standardStages } from "../../../src/sandbox/stages.ts";
import type { EventKind } from "../../../src/shared/event-kinds.ts";
import type { Stages } from "../variant.ts";
import { pathOf } from "./query.ts";

/** Misbehaves for some requests only. Each stage of one request runs before any of the next, so one flag will do. */
export function when(test: (request: SandboxRequest) => boolean, faulty: Stages): Stages {
  const fault: SandboxStages = { ...standardStages, ...faulty };
  let stages: SandboxStages = standardStages;
  return {
    authorise(request, settings) {
      stages = test(request) ? fault : standardStages;
      return stages.authorise(request, settings);
    },
    parse: (...args) => stages.parse(...args),
    select: (...args) => stages.select(...args),
    respond: (...args) => stages.respond(...args),
    finish: (...args) => stages.finish(...args),
  };
}

/** Misbehaves on one endpoint of three. */
export function onRequest(kind: EventKind, faulty: Stages): Stages {
  return when((request) => pathOf(request).endsWith(`/${kind}`), faulty);
}

/** Misbehaves on every fourth request. */
export function everyFourth(faulty: Stages): Stages {
  let requests = 0;
  return when(() => ++requests % 4 === 0, faulty);
}

/** Misbehaves only after some requests. */
export function after(quiet: number, faulty: Stages): Stages {
  let requests = 0;
  return when(() => ++requests > quiet, faulty);
}
