import { whole } from "../responses.ts";
import { consumers, forEachConsumer, type NetworkFault } from "../row.ts";

const targets = {
  itself: "/notifications/156/events/activations",
  "another-origin": "https://np6.invalid/notifications/156/events/activations",
  "another-port": "http://127.0.0.1:9/",
  "no-scheme": "//np6.invalid/",
  "a-script": "javascript:alert(1)",
  "a-file": "file:///etc/passwd",
  "an-address-with-a-password": "https://user:password@np6.invalid/",
  garbage: "http://[::1",
} as const;

/** A redirect would take the key along. One request is sent, so none went where it led. */
export const redirectRows: readonly NetworkFault[] = [301, 302, 303, 307, 308].flatMap((status) =>
  forEachConsumer(Object.entries(targets), ([name, target]) => ({
    id: `redirect-${status}-to-${name}`,
    title: `${status} to ${name.replaceAll("-", " ")}`,
    respond: whole(status, "", `location: ${target}`),
    promised: { code: "NP6_REDIRECT", status },
    consumers: status === 302 ? consumers : ["array"],
    requests: 1,
  })),
);
