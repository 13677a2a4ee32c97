import { endpoints } from "../../../generated/contract.js";
import {
  type ErrorResponse,
  isErrorResponse,
  parseEventRequest,
  type SandboxQuery,
  type SandboxRequest,
} from "../../../src/sandbox/parse-event-request.ts";
import type { Stages } from "../variant.ts";

/** Changes what a well-formed request is taken to ask for. */
export function queryOf(
  change: (query: SandboxQuery, parameters: URLSearchParams) => SandboxQuery | ErrorResponse,
): Stages {
  return {
    parse(request, settings) {
      const parsed = parseEventRequest(request, settings);
      return isErrorResponse(parsed) ? parsed : change(parsed, parametersOf(request));
    },
  };
}

/** The two bounds, each changed by the same rule where it was sent. */
export function boundsOf(change: (ms: number, name: "start" | "end", query: SandboxQuery) => number): Stages {
  return queryOf((asked) => ({
    ...asked,
    start: asked.start === undefined ? undefined : change(asked.start, "start", asked),
    end: asked.end === undefined ? undefined : change(asked.end, "end", asked),
  }));
}

/** Rewrites the parameters of a request before they are read; the value `undefined` removes one. */
export function parameters(
  change: (value: string, name: string, all: URLSearchParams) => string | undefined,
): Stages {
  return {
    parse(request, settings) {
      const all = parametersOf(request);
      for (const [name, value] of [...all]) {
        const changed = change(value, name, all);
        if (changed === undefined) all.delete(name);
        else all.set(name, changed);
      }
      return parseEventRequest({ ...request, url: `${pathOf(request)}?${all}` }, settings);
    },
  };
}

/** Rewrites the two dates of a request before they are read. */
export function dates(change: (text: string, name: "start" | "end") => string | undefined): Stages {
  return parameters((value, name) => (name === "start" || name === "end" ? change(value, name) : value));
}

/** What stands in front of the notification id in every path. */
const [beforeId = ""] = endpoints.activations.path.split("{");

/** The notification id in an address, as it was sent. */
export function sentId(url: string): string {
  return url.startsWith(beforeId) ? (url.slice(beforeId.length).split(/[/?]/)[0] ?? "") : "";
}

/** Reads another notification id than the one in the path. */
export function pathId(change: (id: string) => string): Stages {
  return {
    parse(request, settings) {
      const id = sentId(request.url);
      const url = beforeId + change(id) + request.url.slice(beforeId.length + id.length);
      return parseEventRequest({ ...request, url }, settings);
    },
  };
}

/** Query parameters of a request. */
export function parametersOf(request: SandboxRequest): URLSearchParams {
  return new URLSearchParams(request.url.split("?")[1] ?? "");
}

/** Path of a request. */
export function pathOf(request: SandboxRequest): string {
  return request.url.split("?")[0] ?? "";
}

/** An error response with a status. */
export function rejectWhen(status: number): ErrorResponse {
  return { status, message: "Rejected." };
}
