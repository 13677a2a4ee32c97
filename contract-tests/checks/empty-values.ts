import type { Verdict } from "../engine/check.ts";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import type { Asked } from "../engine/exchange.ts";
import { isUsable } from "../engine/probe-result.ts";
import { notExercised } from "../engine/reasons.ts";
import { rejectedOrEmpty } from "./access.ts";
import { askForAll, onlyOn } from "./ask.ts";
import { exactly } from "./compare.ts";
import type { SuiteCheck, SuiteProbe } from "./probe-ids.ts";
import { incomparable } from "./responses.ts";

/*
 * Forms send the fields that nobody filled in as `start=`. What that means is not stated: a server may reject it, read it as
 * no value, or find nothing. It must not crash, and not read it as some value.
 */

const names = ["start", "end", "sort"] as const;
type Name = (typeof names)[number];

/** The whole window, with one value left empty, and what that asks for where it is no value. */
function askWithEmpty(context: EndpointContext, empty: Name): ReturnType<SuiteProbe["plan"]> {
  const { request, asked } = askForAll(context, "asc");
  const { [empty]: _, ...others }: Asked = asked;
  return {
    request: { ...request, query: request.query.map(([name, value]) => [name, name === empty ? "" : value]) },
    asked: others,
  };
}

/** One request each, shared by the endpoints. */
export const emptyValueProbes: readonly SuiteProbe[] = names.map((name, turn) =>
  onlyOn(turn, {
    id: `${name}-empty`,
    after: ["ascending"],
    statusTells: true,
    plan: (context) => askWithEmpty(context, name),
  }),
);

function rejectedOrIgnored(context: EndpointContext, id: `${Name}-empty`): Verdict {
  const result = context.get(id);
  // Without a bound the response may be all that the notification ever had.
  if (result.exchange.failure?.kind === "too-large" && id !== "sort-empty")
    return notExercised("response-too-large");
  if (!isUsable(result) || result.events?.length === 0)
    return rejectedOrEmpty(
      context,
      id,
      "an error response, no events, or the events of a request without the parameter",
    );
  return incomparable(context) ?? exactly(context, result);
}

/** Checks of empty values. */
export const emptyValueChecks: readonly SuiteCheck[] = names.map((name) => ({
  id: `${name}-empty`,
  title: `an empty ${name} is rejected, finds nothing, or counts as absent`,
  evidence: "assumed",
  pointer: `#/components/parameters/${name}`,
  scope: "run",
  needsState: true,
  needs: ["ascending", `${name}-empty`],
  judge: (context) => rejectedOrIgnored(context, `${name}-empty`),
}));
