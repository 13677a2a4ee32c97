import { pathPointer } from "../parts/pointers.ts";
import { pathOf } from "../parts/query.ts";
import { errorResponses, replyWith } from "../parts/reply.ts";
import { when } from "../parts/requests.ts";
import type { TopicFault } from "../variant.ts";

const json = { "Content-Type": "application/json" };

/** Requests that are not meant to be answered. */
export const probeFaults: readonly TopicFault[] = [
  {
    id: "unknown-path-empty-list",
    title: "returns an empty list where there is no endpoint",
    breaks: "#/paths",
    condition: { path: "unknown" },
    stages: () =>
      errorResponses((reply, request) =>
        /no-such|unknown/.test(pathOf(request)) ||
        (reply.status === 404 && !/(activations|executions|cancellations)$/.test(pathOf(request)))
          ? replyWith(200, json, "[]")
          : reply,
      ),
  },
  {
    id: "unknown-path-500",
    title: "crashes where there is no endpoint",
    breaks: "#/paths",
    condition: { path: "unknown" },
    stages: () =>
      errorResponses((reply, request) =>
        reply.status === 404 && !/(activations|executions|cancellations)$/.test(pathOf(request))
          ? replyWith(500, {}, "")
          : reply,
      ),
  },
  {
    id: "unknown-path-page",
    title: "returns a page where there is no endpoint",
    breaks: "#/paths",
    condition: { path: "unknown" },
    stages: () =>
      errorResponses((reply, request) =>
        reply.status === 404 && !/(activations|executions|cancellations)$/.test(pathOf(request))
          ? replyWith(200, { "Content-Type": "text/html" }, "<div id=app>")
          : reply,
      ),
  },
  {
    id: "post-answered",
    title: "responds to POST like GET",
    breaks: pathPointer,
    condition: { method: "POST" },
    stages: () =>
      when(({ method }) => method === "POST", {
        parse: () => ({
          kind: "activations",
          notificationId: 156,
          start: undefined,
          end: undefined,
          sort: undefined,
        }),
      }),
  },
  {
    id: "post-500",
    title: "crashes at POST",
    breaks: pathPointer,
    condition: { method: "POST" },
    stages: () => when(({ method }) => method === "POST", { finish: () => replyWith(500, {}, "") }),
  },
  {
    id: "head-500",
    title: "crashes at HEAD",
    breaks: "RFC 9110, section 9.3.2",
    condition: { method: "HEAD" },
    stages: () => when(({ method }) => method === "HEAD", { finish: () => replyWith(500, {}, "") }),
  },
  {
    id: "head-with-body",
    title: "responds to HEAD with a body",
    breaks: "RFC 9110, section 9.3.2",
    condition: { method: "HEAD" },
    seenIn: "https://github.com/mar10/wsgidav/issues/123",
    stages: () =>
      when(({ method }) => method === "HEAD", {
        finish: (_reply, _request, response) => {
          response.socket?.end(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]",
          );
          return undefined;
        },
      }),
  },
  {
    id: "head-redirect",
    title: "redirects HEAD",
    breaks: "RFC 9110, section 9.3.2",
    condition: { method: "HEAD" },
    stages: () =>
      when(({ method }) => method === "HEAD", {
        finish: () => replyWith(302, { Location: "/" }, ""),
      }),
  },
];
