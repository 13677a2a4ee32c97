import { Np6RedirectError } from "../errors/index.ts";
import { discard } from "./answer.ts";
import { maskKey } from "./redaction.ts";

/** @throws Np6RedirectError if the answer is a redirect. (304 leads nowhere; a browser shows no more than the type.) */
export function refuseRedirect(where: string, url: string, response: Response, key: string): void {
  const { headers, status, type } = response;
  if ((status < 300 || status > 399 || status === 304) && type !== "opaqueredirect") return;
  discard(response);
  const target = headers.get("location");
  const location =
    target && URL.canParse(target, url) ? maskKey(new URL(target, url).origin, key) : undefined;
  throw new Np6RedirectError(`${where}: redirect to ${location ?? "elsewhere"} refused; check \`baseUrl\``, {
    status: status || undefined,
    location,
  });
}
