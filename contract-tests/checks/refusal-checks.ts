import type { Check, Verdict } from "../engine/check.ts";
import type { Observation } from "../engine/observation.ts";
import type { Scene } from "../engine/scene.ts";
import { keyHeader } from "../engine/send.ts";
import { idRefusals, keyRefusals, queryRefusals } from "../observations/refusals.ts";
import { each, hasBody, isSuccess, responses } from "./judge-each.ts";

const listings = ["ascending", "unsorted", "descending", "repeated", "compressed"];
const refusals = [...keyRefusals, ...idRefusals, ...queryRefusals, "id-unknown", "unknown-path"];

/** Where a program's inside shows: a stack trace or the name of an exception. */
const stackTrace =
  /\b(at\s+[\w$.<>]+\(.*:\d+|Traceback \(most recent call last\)|\w+(\.\w+)+Exception\b|\.(cs|java|py|php|js|ts):(line )?\d+)/;

/** What a refusal's body must not be. */
function bodyFlaw(observation: Observation): string | undefined {
  const { text } = observation;
  if (text === undefined) return "it is not readable as UTF-8";
  if (text.trim() === "") return undefined;
  if (stackTrace.test(text)) return "it shows a stack trace";
  if (observation.header("content-type")?.toLowerCase().includes("json") !== true) return undefined;
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
  const sent = keyHeader(exchange.plan.key ?? "real", scene.settings.apiKey);
  const keys = [scene.settings.apiKey, sent ?? ""].filter((key) => key.length >= 4);
  const headers = exchange.headers.map(([, value]) => value).join("\n");
  const inBody = isSuccess(observation) && observation.events !== undefined ? "" : (observation.text ?? "");
  return keys.some((key) => headers.includes(key) || inBody.includes(key));
}

function probe(
  scene: Scene,
  id: string,
  judge: (observation: Observation) => string | undefined,
  expected: string,
): Verdict {
  const observation = scene.get(id);
  const actual = judge(observation);
  return actual === undefined ? [] : [{ expected, actual, observation }];
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
      const flaw = bodyFlaw(observation);
      return flaw === undefined ? undefined : { expected: "an empty or readable body", actual: flaw };
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
      !isSuccess(observation) && /"timestamp"\s*:/.test(observation.text ?? "")
        ? { expected: "no event in a refusal", actual: "an event's timestamp stands in it" }
        : undefined,
  ),
  each(
    {
      id: "key-not-echoed",
      title: "no answer repeats the key",
      evidence: "http",
      pointer: "#/components/securitySchemes/apiKey",
      needs: [...listings, ...refusals],
      anyOf: true,
    },
    (observation, scene) =>
      echoes(observation, scene)
        ? { expected: "no key in headers or body", actual: "the key stands in it" }
        : undefined,
  ),
  {
    id: "unknown-path",
    title: "a path that does not exist is answered 404 or another 4xx",
    evidence: "http",
    pointer: "#/paths",
    needs: ["unknown-path"],
    scope: "run",
    judge: (scene) =>
      probe(
        scene,
        "unknown-path",
        ({ exchange: { status = 0 } }) => (status >= 400 && status < 500 ? undefined : `status ${status}`),
        "404 or another 4xx",
      ),
  },
  {
    id: "method-post",
    title: "POST is refused: the endpoint only reads",
    evidence: "http",
    pointer: `#/paths/~1notifications~1{id}~1events~1activations`,
    needs: ["probe-post"],
    scope: "run",
    judge: (scene) =>
      probe(
        scene,
        "probe-post",
        ({ exchange: { status = 0 } }) => (status >= 400 && status < 500 ? undefined : `status ${status}`),
        "405 or another 4xx",
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
          if (status >= 400 && status < 500) return undefined;
          if (!isSuccess(observation)) return `status ${status}`;
          return hasBody(observation) ? "a body" : undefined;
        },
        "a refusal, or a success without a body",
      ),
  },
];
