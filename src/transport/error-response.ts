import { Np6HttpError, Np6RedirectError } from "../errors.ts";
import { maskKeys } from "../shared/redaction/key.ts";
import { starPersonal } from "../shared/redaction/personal.ts";
import type { Keys } from "./credentials.ts";
import type { Platform } from "./platform.ts";
import { rateLimit, requestId, retryAfterMs } from "./response-headers.ts";
import { describeResponse, discard, type TransportResponse } from "./transport-response.ts";

/** @throws Np6RedirectError if the response is a redirect. (304 leads nowhere; a browser shows no more than the type.) */
export function rejectRedirect(where: string, url: string, response: Response, keys: Keys): void {
  const { headers, status, type } = response;
  if ((status < 300 || status > 399 || status === 304) && type !== "opaqueredirect") return;
  discard(response);
  const target = headers.get("location");
  const location =
    target && URL.canParse(target, url) ? maskKeys(new URL(target, url).origin, keys) : undefined;
  throw new Np6RedirectError(`${where}: redirect to ${location ?? "elsewhere"} rejected; check \`baseUrl\``, {
    status: status || undefined,
    location,
  });
}

/** Such as `429 Too Many Requests`. (HTTP/2 has no text for a status.) */
export function httpStatusLine({ status, statusText }: Response): string {
  return `${status} ${statusText}`.trim();
}

const maxBodyBytes = 8 * 1024;
const maxBodyMs = 5_000;

/**
 * Makes the error of a response, with the part of its body that arrives soon, and frees its connection.
 *
 * @throws the reason of the signal if the caller aborts meanwhile.
 */
export async function readHttpError(received: TransportResponse, platform: Platform): Promise<Np6HttpError> {
  const { response, keys } = received;
  const { status } = response;
  const now = platform.now();
  const waitMs = retryAfterMs(response, now);
  const wait = waitMs === undefined ? "" : `, retry after ${Math.ceil(waitMs / 1000)} s`;
  const hint = status === 401 || status === 403 ? "; check the API key" : "";
  return new Np6HttpError(describeResponse(received, httpStatusLine(response) + wait + hint), {
    status,
    requestId: requestId(response, keys),
    rateLimit: rateLimit(response, now),
    retryAfterMs: waitMs,
    body: await readStart(received, platform),
  });
}

async function readStart({ body, keys, signal }: TransportResponse, platform: Platform): Promise<string> {
  if (!body) return "";
  let text = "";
  let room = maxBodyBytes;
  let cut = false;
  const stop = (): void => {
    cut = true;
    body.cancel().catch(() => {});
  };
  const decoder = new TextDecoder();
  const disarm = platform.after(maxBodyMs, stop);
  try {
    for (;;) {
      const { done, value } = await body.read();
      if (done) break;
      text += decoder.decode(value.subarray(0, room), { stream: true });
      room -= value.byteLength;
      if (room <= 0) stop();
    }
  } catch {
    // A partial body is enough, because the status is what matters.
    cut = true;
  }
  disarm();
  signal?.throwIfAborted();
  // A key or an address that the limit cuts is not recognised, so the end is dropped. A spelling of a key is at most
  // six times as long, and a local part of an address at most 64 characters.
  const longest = Math.max(64, ...keys.map((key) => 6 * key.length));
  return starPersonal(maskKeys(text, keys)).slice(0, cut ? -longest : undefined);
}
