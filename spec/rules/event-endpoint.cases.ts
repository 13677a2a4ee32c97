import type { RuleCases } from "./testing/cases.ts";

const root = "openapi.yaml";
const endpoint = (path: string, type: string) => `  ${path}\n    get:\n      x-event-type: ${type}\n`;

export const eventEndpointCases: RuleCases = {
  rule: "np6/event-endpoint",
  broken: [
    [
      "an endpoint of events without x-event-type",
      {
        [root]: [
          "paths:\n",
          "paths:\n  /shapes/{id}/events/moves:\n    get: #!\n      operationId: listMoves\n",
        ],
      },
      "does not say which. Give it x-event-type",
    ],
    [
      "an x-event-type that is no text",
      { [root]: ["paths:\n", "paths:\n  /shapes/{id}/moves:\n    get: #!\n      x-event-type: 7\n"] },
      "Give it x-event-type",
    ],
    [
      "two endpoints of events whose paths end alike",
      {
        [root]: [
          "paths:\n",
          `paths:\n${endpoint("/shapes/{id}/events/moves:", "move")}${endpoint("/lines/{id}/moves: #!", "line move")}`,
        ],
      },
      "/shapes/{id}/events/moves ends in moves, too",
    ],
    [
      "an endpoint of events whose path ends in a parameter",
      { [root]: ["paths:\n", `paths:\n${endpoint("/shapes/events/{id}: #!", "move")}`] },
      'The last segment of the path, "{id}", names the event kind',
    ],
    [
      "an endpoint that would make a promise of the client",
      { [root]: ["paths:\n", `paths:\n${endpoint("/shapes/{id}/events/then: #!", "move")}`] },
      "another use for raw, then, constructor",
    ],
    [
      "an endpoint whose view would have the name of a table",
      { [root]: ["paths:\n", `paths:\n${endpoint("/shapes/{id}/events/changes: #!", "change")}`] },
      "np6_changes, which is a table of its own",
    ],
    [
      "a type of events that no TypeScript type can be called after",
      { [root]: ["paths:\n", `paths:\n${endpoint("/shapes/{id}/events/moves:", "3d move #!")}`] },
      'called after "3d move"',
    ],
    [
      "the type that stands for all others",
      { [root]: ["paths:\n", `paths:\n${endpoint("/shapes/{id}/events/moves:", "unknown #!")}`] },
      'events of all other types "unknown"',
    ],
  ],
  good: [
    ["an endpoint of other things", {}],
    [
      "a last segment with dashes, and another endpoint that ends so and lists no events",
      {
        [root]: [
          "paths:\n",
          `paths:\n${endpoint("/shapes/{id}/events/in-app-moves:", "in-app move")}  /lines/{id}/in-app-moves:\n    get:\n      operationId: listLines\n`,
        ],
      },
    ],
  ],
};
