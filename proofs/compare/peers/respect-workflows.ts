import { type EventKind, endpoints } from "../../../generated/contract.js";
import document from "../../../generated/openapi.json" with { type: "json" };

/** A criterion in JSONPath over a list that holds the body alone. */
const path = (condition: string) => ({ context: "$response.body", condition, type: "jsonpath" });
const none = (test: string) => path(`$[?count(@[?${test}]) == 0]`);
/** Its JSONPath cannot compare two events, but a JSON pointer names the first two. */
const firstTwo = (comparison: string) => ({
  condition: `$response.body#/0/timestamp ${comparison} $response.body#/1/timestamp`,
});
const oldest = "$steps.oldestFirst.outputs.first";

const notBefore = none("@.timestamp < {$inputs.start}");
const notAfter = none("@.timestamp >= {$inputs.end}");
const ok = { condition: "$statusCode == 200" };
const rejected = { condition: "$statusCode >= 400 && $statusCode < 500" };

const inputs = {
  type: "object",
  properties: {
    apiKey: { type: "string" },
    notificationId: { type: "integer" },
    start: { type: "integer" },
    end: { type: "integer" },
    startDate: { type: "string" },
    endDate: { type: "string" },
  },
};

type Query = Readonly<Record<string, string | number>>;

/** The calls of a schema test, and what JSONPath can say of their responses. */
export function respectWorkflows(): object {
  return {
    arazzo: "1.0.1",
    info: { title: "NP6 notification events", version: "1.0.0" },
    sourceDescriptions: [{ name: "np6", type: "openapi", url: "openapi.json" }],
    workflows: (Object.keys(endpoints) as EventKind[]).flatMap((kind) =>
      chains(kind).map((steps) => ({ workflowId: `${kind}_${steps[0]?.stepId}`, inputs, steps })),
    ),
  };
}

interface StepOptions {
  readonly key?: string;
  readonly id?: string | number;
  readonly outputs?: Readonly<Record<string, string>>;
}

/** Steps that need one another in one workflow, the others in one each: a step that fails ends its workflow. */
function chains(kind: EventKind): readonly (readonly { readonly stepId: string }[])[] {
  const window = { start: "$inputs.startDate", end: "$inputs.endDate" };
  const step = (
    stepId: string,
    query: Query,
    successCriteria: readonly object[],
    options: StepOptions = {},
  ) => {
    const { key = "$inputs.apiKey", id = "$inputs.notificationId", outputs = {} } = options;
    return {
      stepId,
      operationId: `$sourceDescriptions.np6.${document.paths[endpoints[kind].path].get.operationId}`,
      ...(key === "" ? {} : { "x-security": [{ schemeName: "apiKey", values: { apiKey: key } }] }),
      parameters: [
        { name: "id", in: "path", value: id },
        ...Object.entries(query).map(([name, value]) => ({ name, in: "query", value })),
      ],
      successCriteria,
      outputs,
    };
  };
  return [
    [
      step("oldestFirst", { ...window, sort: "asc" }, [ok, notBefore, notAfter, firstTwo("<=")], {
        outputs: { first: "$response.body#/0/timestamp" },
      }),
      step("newestFirst", { ...window, sort: "desc" }, [
        ok,
        notBefore,
        notAfter,
        firstTwo(">="),
        { condition: `$response.body#/0/timestamp >= ${oldest}` },
      ]),
      // Some member of the first event, which only its timestamp can be.
      step("fromTheFirstEvent", { start: oldest, sort: "asc" }, [ok, path(`$[0][0][?@ == {${oldest}}]`)]),
      step("untilTheFirstEvent", { end: oldest }, [ok, none(`@.timestamp >= {${oldest}}`)]),
    ],
    ...[
      step("everything", {}, [ok]),
      step("fromStart", { start: "$inputs.start" }, [ok, notBefore]),
      step("untilEnd", { end: "$inputs.endDate" }, [ok, notAfter]),
      step("withoutKey", window, [rejected], { key: "" }),
      step("withWrongKey", window, [rejected], { key: "wrong" }),
      step("withUnreadableStart", { start: "yesterday" }, [rejected]),
      step("inUnknownOrder", { sort: "sideways" }, [rejected]),
      step("ofNegativeId", {}, [rejected], { id: -1 }),
      step("ofUnknownId", {}, [rejected], { id: 2_000_000_011 }),
    ].map((only) => [only]),
  ];
}
