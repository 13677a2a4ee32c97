import type { Check } from "../engine/check.ts";

const operation = "#/paths/~1notifications~1{id}~1events~1{kind}/get";
const row = { evidence: "http", pointer: operation, needs: ["client"] } as const;

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** Whether a request is the operation of the contract, with parameters that it names. */
function isOperation(request: string, path: string): boolean {
  const [method, target = ""] = request.split(" ");
  const url = new URL(target, "http://localhost");
  const known = [...url.searchParams].every(([name, value]) =>
    name === "sort"
      ? value === "asc" || value === "desc"
      : (name === "start" || name === "end") && instant.test(value),
  );
  return method === "GET" && url.pathname === path && known;
}

/** Our own client, against the same server. */
export const clientChecks: readonly Check[] = [
  {
    ...row,
    id: "client-request",
    title: "the client sends the contract's request, with the key in its header alone",
    judge: ({ get, kind, settings }) => {
      const observation = get("client");
      const { client } = observation.exchange;
      const path = `/notifications/${settings.notificationId}/events/${kind}`;
      if (client?.keySent && isOperation(client.request, path)) return [];
      const actual = client?.keySent ? "another request" : "the key elsewhere, or nowhere";
      return [{ expected: `GET ${path} with start, end and sort, and X-Key`, actual, observation }];
    },
  },
  {
    ...row,
    id: "client-agrees",
    title: "the client hands out the very events of the body, or an error of its own",
    judge: ({ get }) => {
      const observation = get("client");
      if (observation.exchange.client?.agrees) return [];
      return [{ expected: "the events of the body", actual: "others, or none", observation }];
    },
  },
];
