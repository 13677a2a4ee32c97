import { replyWith } from "../parts/reply.ts";
import { when } from "../parts/requests.ts";
import type { Variation } from "../variant.ts";

/** Responds to one request of so many with 429. */
const limited = (headers: Readonly<Record<string, string>>, every: number) => () => {
  let requests = 0;
  return {
    finish: (reply: ReturnType<typeof replyWith>) =>
      ++requests % every === 0 ? replyWith(429, headers, "") : reply,
  };
};

/** Limits, and what a server may say of them. */
export const limitVariations: readonly Variation[] = [
  {
    id: "rate-headers",
    title: "says how many requests are left",
    allowed: "the reference names the headers",
    options: { rateLimit: { limit: 100_000, periodMs: 60_000 } },
  },
  {
    id: "rate-headers-partly",
    title: "says how many requests are left, and not of how many",
    allowed: "the headers may be missing",
    stages: () => ({
      finish: (reply) => ({ ...reply, headers: { ...reply.headers, "X-RateLimit-Remaining": "12" } }),
    }),
  },
  {
    id: "limited-in-bursts",
    title: "returns 429 for every fifth request",
    allowed: "a 429 is no verdict",
    stages: limited({ "Retry-After": "0" }, 5),
  },
  {
    id: "limited-until-date",
    title: "returns 429 with a date",
    allowed: "RFC 9110, section 10.2.3",
    stages: limited({ "Retry-After": "Sun, 06 Nov 1994 08:49:37 GMT" }, 9),
  },
  {
    id: "limited-without-hint",
    title: "returns 429 and does not say for how long",
    allowed: "the vendor does not mention Retry-After",
    stages: limited({}, 90),
  },
  {
    id: "limited-until-reset",
    title: "returns 429 and says when the limit is reset",
    allowed: "the reference names the header",
    stages: limited({ "X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1" }, 90),
  },
  {
    id: "limited-for-an-hour",
    title: "asks to come back in an hour",
    allowed: "a 429 is no verdict",
    bare: true,
    stages: () => {
      let requests = 0;
      return when(() => ++requests > 60, { finish: () => replyWith(429, { "Retry-After": "3600" }, "") });
    },
  },
  {
    id: "limited-and-rounded-down",
    title: "returns 429 for most of a second and says that there is nothing to wait for",
    allowed: "whole seconds cannot say less than one",
    stages: () => {
      let requests = 0;
      let until = 0;
      return when(
        () => {
          if (++requests === 50) until = Date.now() + 900;
          return Date.now() < until;
        },
        { finish: () => replyWith(429, { "Retry-After": "0" }, "") },
      );
    },
  },
];
