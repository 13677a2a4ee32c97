import type { Check, Finding, Verdict } from "../engine/check.ts";
import { isUsable, type Observation } from "../engine/observation.ts";
import { notExercised } from "../engine/reasons.ts";
import type { Scene } from "../engine/scene.ts";
import { keyHeader } from "../engine/send.ts";
import { idRefusals, keyRefusals, queryRefusals } from "./access-probes.ts";
import { each, hasBody, isSuccess, notRejected, responses } from "./judge-each.ts";
import { showsStackTrace } from "./stack-trace.ts";
import { grantedIds } from "./window-probes.ts";

const refusals = [
  ...keyRefusals,
  ...idRefusals,
  ...queryRefusals,
  "id-unknown",
  "unknown-path",
  "empty-window",
  "inverted-window",
];

/** An event of these endpoints. A time alone is no sign of one: error bodies often say when the error came. */
const event = [/"type"\s*:\s*"(activation|execution|cancellation)"/, /"timestamp"\s*:\s*\d/];

/** What a server may answer to a method that it knows for no resource at all (RFC 9110, section 15.6.2). */
const notImplemented = 501;

/**
 * Shortest key that is looked for: `test` or `json` may stand anywhere by chance. Who echoes a short key gives himself
 * away all the same, by a wrong one, which is longer.
 */
const leastKeyLength = 7;
/** The same among events, whose texts are not a program's own. */
const leastKeyLengthInEvents = 16;

/** What a refusal's body must not be. */
function bodyFlaw(observation: Observation): string | undefined {
  const isJson = observation.header("content-type")?.toLowerCase().includes("json") === true;
  const text = observation.text();
  // Only JSON must be UTF-8; a page or a line of text may name another charset.
  if (text === undefined) return isJson ? "it says it is JSON and is not readable as UTF-8" : undefined;
  if (text.trim() === "") return undefined;
  if (!isJson) return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return "it says it is JSON and is not";
  }
}

/** True when the key, as it was sent, stands in the answer. */
function echoes(observation: Observation, scene: Scene): boolean {
  const { exchange } = observation;
  const text = observation.text() ?? "";
  const sent = keyHeader(exchange.plan.key ?? "real", scene.settings.apiKey);
  const keys = [scene.settings.apiKey, sent ?? ""].filter(({ length }) => length >= leastKeyLength);
  const headers = exchange.headers.map(([, value]) => value).join("\n");
  const holdsEvents = isUsable(observation);
  return keys.some(
    (key) =>
      headers.includes(key) || ((!holdsEvents || key.length >= leastKeyLengthInEvents) && text.includes(key)),
  );
}

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500;
}

function probe(
  scene: Scene,
  id: string,
  judge: (observation: Observation) => Pick<Finding, "code" | "actual"> | undefined,
  expected: string,
): Verdict {
  const observation = scene.get(id);
  const found = judge(observation);
  return found === undefined ? [] : [{ ...found, expected, observation }];
}

function accepted(observation: Observation): Pick<Finding, "code" | "actual"> {
  return { code: notRejected(observation), actual: `status ${observation.exchange.status ?? 0}` };
}

/** What a refusal must not give away, and what must be refused besides. */
export const refusalChecks: readonly Check[] = [
  each(
    {
      id: "refusal-body",
      title: "a refusal's body is empty, or readable and without a stack trace",
      evidence: "http",
      pointer: `${responses}/401`,
      needs: refusals,
      anyOf: true,
    },
    (observation) => {
      if (isSuccess(observation)) return undefined;
      const flaw = observation.exchange.failure?.kind === "too-large" ? undefined : bodyFlaw(observation);
      if (showsStackTrace(observation.text() ?? "")) {
        const expected = "a body that keeps the program's inside to itself";
        return { code: "stack-trace", expected, actual: "it shows a stack trace", evidence: "assumed" };
      }
      return flaw === undefined
        ? undefined
        : { code: "unreadable-body", expected: "an empty or readable body", actual: flaw };
    },
  ),
  each(
    {
      id: "refusal-without-data",
      title: "a refusal shows no event",
      evidence: "http",
      pointer: `${responses}/401`,
      needs: refusals,
      anyOf: true,
    },
    (observation) =>
      !isSuccess(observation) && event.every((sign) => sign.test(observation.text() ?? ""))
        ? { code: "event-in-error", expected: "no event in a refusal", actual: "an event stands in it" }
        : undefined,
  ),
  each(
    {
      id: "key-not-echoed",
      title: "no answer repeats the key",
      evidence: "assumed",
      pointer: "#/components/securitySchemes/apiKey",
      // An answer may quote the address that was asked for, and in the address of one request the key stands.
      needs: [...grantedIds, ...refusals].filter((id) => id !== "key-in-query"),
      anyOf: true,
    },
    (observation, scene) =>
      echoes(observation, scene)
        ? { code: "key-echoed", expected: "no key in headers or body", actual: "the key stands in it" }
        : undefined,
  ),
  {
    id: "header-name-case",
    title: "the key's header is read in any letter case",
    evidence: "http",
    pointer: "#/components/securitySchemes/apiKey",
    needs: ["ascending", "repeated"],
    judge: (scene) => {
      const [usual, observation] = [scene.get("ascending"), scene.get("repeated")];
      const { status } = observation.exchange;
      if (!isSuccess(usual)) return notExercised("base-answer-unusable");
      const expected = "x-key read like X-Key (RFC 9110, section 5.1)";
      return status === 401 || status === 403
        ? [{ code: "key-not-read", expected, actual: `status ${status}`, observation }]
        : [];
    },
  },
  {
    id: "unknown-path",
    title: "a path that does not exist is answered 404 or another 4xx",
    evidence: "assumed",
    pointer: "#/paths",
    needs: ["unknown-path"],
    scope: "run",
    judge: (scene) =>
      probe(
        scene,
        "unknown-path",
        (observation) => (isRefusal(observation.exchange.status ?? 0) ? undefined : accepted(observation)),
        "404 or another 4xx",
      ),
  },
  {
    id: "method-post",
    title: "POST is refused: the endpoint only reads",
    evidence: "assumed",
    pointer: `#/paths/~1notifications~1{id}~1events~1activations`,
    needs: ["probe-post"],
    scope: "run",
    judge: (scene) =>
      probe(
        scene,
        "probe-post",
        (observation) => {
          const { status = 0 } = observation.exchange;
          return isRefusal(status) || status === notImplemented ? undefined : accepted(observation);
        },
        "405 or another 4xx, or 501",
      ),
  },
  {
    id: "method-head",
    title: "HEAD is refused, or answered like GET without a body",
    evidence: "http",
    pointer: `#/paths/~1notifications~1{id}~1events~1activations`,
    needs: ["probe-head"],
    scope: "run",
    judge: (scene) =>
      probe(
        scene,
        "probe-head",
        (observation) => {
          const { status = 0 } = observation.exchange;
          if (isRefusal(status) || status === notImplemented) return undefined;
          if (!isSuccess(observation)) return accepted(observation);
          // What follows the head of an answer to HEAD is taken for the next answer, and breaks the connection.
          return hasBody(observation) || observation.exchange.failure
            ? { code: "body-after-head", actual: "a body" }
            : undefined;
        },
        "a refusal, or a success without a body",
      ),
  },
];
