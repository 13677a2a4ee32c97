import { validateEvent } from "../../generated/validators.js";
import { type Check, type Finding, schemaCode } from "../engine/check.ts";
import { contract } from "../engine/contract.ts";
import { valueAt } from "../engine/event.ts";
import { eventsIn, isUsable } from "../engine/observation.ts";
import { exampleNames, otherStatuses } from "./example-probes.ts";

const responses = "#/paths/~1notifications~1{id}~1events~1{kind}/get/responses";

/** The example as the contract holds it, so that a mock that serves something else shows. */
function exampleValue(name: string): unknown {
  return valueAt(contract, "components", "examples", name, "value");
}

/** What a mock of the contract serves: every named example, every documented status. */
export const exampleChecks: readonly Check[] = [
  ...exampleNames.map(
    (name): Check => ({
      id: `example-${name.replace("{kind}-", "").replace("{kind}", "events")}`,
      title: `the example ${name} is served and valid`,
      evidence: "http",
      needsExamples: true,
      pointer: `${responses}/200/content/application~1json/examples/${name}`,
      needs: [`example-${name}`],
      judge: (scene) => {
        const observation = scene.get(`example-${name}`);
        const expected = "the example of the contract";
        if (!isUsable(observation))
          return [
            { code: "not-served", expected, actual: `status ${observation.exchange.status}`, observation },
          ];
        const same =
          JSON.stringify(observation.events) ===
          JSON.stringify(exampleValue(name.replace("{kind}", scene.kind)));
        const served: Finding[] = same
          ? []
          : [{ code: "other-body", expected, actual: "another body", observation }];
        const invalid = eventsIn(observation).flatMap((event, eventIndex) =>
          validateEvent(event).map(({ pointer, rule, message }) => ({
            code: schemaCode(rule),
            expected: message,
            actual: "it does not hold",
            observation,
            eventIndex,
            pointer,
          })),
        );
        return [...served, ...invalid];
      },
    }),
  ),
  ...otherStatuses.map(
    (status): Check => ({
      id: `status-${status}-served`,
      title: `the documented answer ${status} is served on request`,
      evidence: "http",
      needsExamples: true,
      pointer: `${responses}/${status}`,
      needs: [`status-${status}`],
      judge: (scene) => {
        const observation = scene.get(`status-${status}`);
        const actual = observation.exchange.status;
        return String(actual) === status
          ? []
          : [{ code: "not-served", expected: `status ${status}`, actual: `status ${actual}`, observation }];
      },
    }),
  ),
];
