import { Np6RedirectError } from "../errors.ts";
import { maskKeys } from "../shared/redaction/key.ts";
import { discard } from "./answer.ts";
import type { Keys } from "./credentials.ts";

/** @throws Np6RedirectError if the answer is a redirect. (304 leads nowhere; a browser shows no more than the type.) */
export function refuseRedirect(where: string, url: string, response: Response, keys: Keys): void {
  const { headers, status, type } = response;
  if ((status < 300 || status > 399 || status === 304) && type !== "opaqueredirect") return;
  discard(response);
  const target = headers.get("location");
  const location =
    target && URL.canParse(target, url) ? maskKeys(new URL(target, url).origin, keys) : undefined;
  throw new Np6RedirectError(`${where}: redirect to ${location ?? "elsewhere"} refused; check \`baseUrl\``, {
    status: status || undefined,
    location,
  });
}
