import { describe, expect, it } from "vitest";
import { queryParameters } from "../../generated/contract.js";
import { maskKeys } from "../shared/redaction/key.ts";
import { shownHeaders, shownQuery } from "./shown-request.ts";

const key = 'k"e/y\\1é';

describe("a request that hooks see", () => {
  it("shows the values of known headers only", () => {
    const headers = new Headers({
      "Content-Type": "text/plain",
      "Content-Length": "3",
      Date: "today",
      "Retry-After": "1",
      "X-Request-Id": `id-${key}`,
      "X-RateLimit-Reset": "9",
      "Set-Cookie": "session=1",
      Server: "nginx",
      "X-Content-Type": "text/plain",
      "Date-Of-Key": "today",
    });
    expect(shownHeaders(headers, (text) => maskKeys(text, [key]))).toEqual({
      "content-type": "text/plain",
      "content-length": "3",
      date: "today",
      "retry-after": "1",
      "x-request-id": "id-[redacted]",
      "x-ratelimit-reset": "9",
      "set-cookie": "[redacted]",
      server: "[redacted]",
      "x-content-type": "[redacted]",
      "date-of-key": "[redacted]",
    });
  });

  it("shows the values of known query parameters only", () => {
    expect(
      shownQuery(
        {
          start: "1",
          end: "2",
          sort: "asc",
          token: "t",
          Start: "3",
          restart: "4",
          constructor: "5",
        },
        queryParameters,
      ),
    ).toEqual({
      start: "1",
      end: "2",
      sort: "asc",
      token: "[redacted]",
      Start: "[redacted]",
      restart: "[redacted]",
      constructor: "[redacted]",
    });
  });
});
