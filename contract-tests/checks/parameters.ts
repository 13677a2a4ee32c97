import { eventsIn } from "../engine/probe-result.ts";
import { rejectedOrEmpty } from "./access.ts";
import { askForAll } from "./ask.ts";
import { unusable } from "./compare.ts";
import { schemaFindings } from "./events.ts";
import { type TriedParameter, type TriedValue, triedParameters } from "./parameter-values.ts";
import type { SuiteCheck, SuiteProbe } from "./probe-ids.ts";

/*
 * What holds for any optional query parameter, whatever it means: a valid value is accepted, and a bad one is not
 * ignored. A parameter that the vendor adds gets these two checks as soon as the contract has it. What it promises is
 * for a check of its own, as `start`, `end` and `sort` have them.
 */

const withValue = (id: SuiteProbe["id"], name: string, { value, kind }: TriedValue): SuiteProbe => ({
  id,
  kinds: [kind],
  after: ["ascending"],
  statusTells: true,
  plan: (context) => {
    const { request, asked } = askForAll(context, "asc");
    return { request: { ...request, query: [...request.query, [name, value]] }, asked };
  },
});

const acceptedId = ({ name }: TriedParameter) => `parameter-${inKebabCase(name)}-accepted` as const;
const badId = ({ name }: TriedParameter) => `parameter-${inKebabCase(name)}-bad` as const;

function inKebabCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replaceAll(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .toLowerCase();
}

/** A valid and a bad value of each optional parameter whose meaning has no check. */
export const parameterProbes: readonly SuiteProbe[] = triedParameters.flatMap((parameter) => {
  const { name, valid, bad } = parameter;
  return [
    ...(valid ? [withValue(acceptedId(parameter), name, valid)] : []),
    ...(bad ? [withValue(badId(parameter), name, bad)] : []),
  ];
});

/** Checks of each further optional parameter, whatever it means. No fault of the catalogue covers them. */
export const parameterChecks: readonly SuiteCheck[] = triedParameters.flatMap((parameter) => [
  ...(parameter.valid ? [acceptedCheck(parameter)] : []),
  ...(parameter.bad ? [badCheck(parameter)] : []),
]);

function acceptedCheck(parameter: TriedParameter): SuiteCheck {
  const id = acceptedId(parameter);
  return {
    id,
    title: `a valid value of ${parameter.name} is accepted, and the events are valid`,
    evidence: parameter.evidence,
    pointer: parameter.pointer,
    scope: "run",
    needs: [id],
    judge: (context) => {
      const result = context.get(id);
      const broken = unusable(result, "2xx with a list of events");
      if (broken !== undefined) return [broken];
      return eventsIn(result).flatMap((event, eventIndex) =>
        schemaFindings(event).map((finding) => ({ ...finding, result, eventIndex })),
      );
    },
  };
}

function badCheck(parameter: TriedParameter): SuiteCheck {
  const id = badId(parameter);
  return {
    id,
    title: `a bad value of ${parameter.name} is rejected`,
    evidence: "assumed",
    pointer: parameter.pointer,
    scope: "run",
    needs: [id],
    judge: (context) => rejectedOrEmpty(context, id, "400 or another 4xx"),
  };
}
