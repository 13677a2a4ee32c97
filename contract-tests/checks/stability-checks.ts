import { type Check, type Finding, notExercised, type Verdict } from "../engine/check.ts";
import { identityOf } from "../engine/event.ts";
import { isUsable, type Observation } from "../engine/observation.ts";
import type { Scene } from "../engine/scene.ts";
import { exactly, incomparable } from "./compare.ts";
import { responses } from "./judge-each.ts";

const listings = ["ascending", "unsorted", "descending", "repeated"];

/** What holds over the whole run. */
export const stabilityChecks: readonly Check[] = [
  {
    id: "no-server-error",
    title: "no request of the run is answered 5xx",
    evidence: "http",
    pointer: `${responses}/500`,
    needs: ["ascending"],
    judge: (scene) =>
      scene.all().flatMap((observation): Finding[] => {
        const { status = 0, plan } = observation.exchange;
        // A status that was asked for is no failure.
        const asked = plan.headers?.some(([name]) => name === "prefer") ?? false;
        return status >= 500 && !asked
          ? [{ expected: "no 5xx", actual: `status ${status}`, observation }]
          : [];
      }),
  },
  {
    id: "repeat-stable",
    title: "a window asked for twice shows the same events",
    evidence: "assumed",
    pointer: "#/components/parameters/end",
    needs: ["ascending", "repeated"],
    needsState: true,
    judge: (scene) => incomparable(scene) ?? exactly(scene, scene.get("repeated"), scene.window),
  },
  {
    id: "event-stable",
    title: "an event reads the same in every answer",
    evidence: "assumed",
    pointer: "#/components/schemas/NotificationEvent",
    needs: ["ascending", "unsorted", "descending", "repeated"],
    anyOf: true,
    needsState: true,
    judge: (scene) => {
      const problem = unusableBase(scene);
      if (problem) return problem;
      return scene.made(listings).flatMap((observation) => changedEvents(scene, observation));
    },
  },
  {
    id: "rate-headers",
    title: "rate-limit headers, where present, are numbers that fit together",
    evidence: "documented",
    pointer: `${responses}/429`,
    needs: ["ascending"],
    judge: (scene) => {
      const seen = scene
        .all()
        .filter(({ exchange: { headers } }) => headers.some(([name]) => name.startsWith("x-ratelimit-")));
      return seen.length === 0 ? notExercised("no-rate-headers") : seen.flatMap(rateHeaderFlaws).slice(0, 3);
    },
  },
  {
    id: "rate-backoff",
    title: "waiting after a 429 leads to an answer",
    evidence: "documented",
    pointer: `${responses}/429`,
    needs: ["ascending"],
    scope: "run",
    judge: (_scene, scenes) => {
      const limited = scenes
        .flatMap((scene) => scene.all())
        .filter(({ exchange: { throttled } }) => throttled > 0);
      if (limited.length === 0) return notExercised("not-limited");
      return limited.flatMap((observation): Finding[] =>
        observation.exchange.status === 429
          ? [
              {
                expected: "an answer after waiting as long as asked",
                actual: "429 again and again",
                observation,
              },
            ]
          : [],
      );
    },
  },
];

function unusableBase(scene: Scene): Verdict | undefined {
  const [base] = scene.made(["ascending"]);
  return base && isUsable(base) ? incomparable(scene) : notExercised("base-answer-unusable");
}

/** Key order, white space and escapes carry no meaning, so events are compared as values. */
function changedEvents(scene: Scene, observation: Observation): Finding[] {
  const texts = new Map<string, string>();
  for (const event of scene.get("ascending").events ?? []) texts.set(identityOf(event), canonical(event));
  const eventIndex = (observation.events ?? []).findIndex((event) => {
    const text = texts.get(identityOf(event));
    return text !== undefined && text !== canonical(event);
  });
  return eventIndex < 0
    ? []
    : [{ expected: "the same event", actual: "it differs", observation, eventIndex }];
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function rateHeaderFlaws(observation: Observation): Finding[] {
  const number = (name: string) => {
    const value = observation.header(name);
    return value === undefined ? undefined : Number(value);
  };
  const [limit, remaining, reset] = ["limit", "remaining", "reset"].map((name) =>
    number(`x-ratelimit-${name}`),
  );
  const whole = [limit, remaining, reset].every((n) => n === undefined || (Number.isInteger(n) && n >= 0));
  const expected = "whole numbers, remaining <= limit";
  if (!whole) return [{ expected, actual: "a value is no whole number", observation }];
  return limit !== undefined && remaining !== undefined && remaining > limit
    ? [{ expected, actual: `remaining ${remaining}, limit ${limit}`, observation }]
    : [];
}
