import { Np6HttpError } from "../errors/index.ts";
import { maskPersonal } from "../errors/mask-personal.ts";
import { rateLimit } from "./rate-limit.ts";
import { maskKey } from "./redaction.ts";
import { requestId } from "./request-id.ts";
import { retryAfterMs } from "./retry-timing.ts";
import type { Runtime } from "./runtime.ts";

const maxBodyBytes = 8 * 1024;
const maxBodyMs = 5_000;

/** Such as `429 Too Many Requests`. (HTTP/2 has no text for a status.) */
export function statusLine(response: Response, key: string): string {
  return maskKey(`${response.status} ${response.statusText}`.trim(), key);
}

/** Makes the error of an answer, with as much of its body as comes soon, and frees its connection. */
export async function readHttpError(
  where: string,
  response: Response,
  key: string,
  runtime: Runtime,
): Promise<Np6HttpError> {
  const now = runtime.now();
  const waitMs = retryAfterMs(response, now);
  const id = maskKey(requestId(response) ?? "", key) || undefined;
  const wait = waitMs === undefined ? "" : `, retry after ${Math.ceil(waitMs / 1000)} s`;
  const hint = response.status === 401 || response.status === 403 ? "; check the API key" : "";
  const trace = id === undefined ? "" : ` (request id ${id})`;
  return new Np6HttpError(`${where}: ${statusLine(response, key)}${wait}${hint}${trace}`, {
    status: response.status,
    requestId: id,
    rateLimit: rateLimit(response, now),
    retryAfterMs: waitMs,
    body: await readStart(response, key, runtime),
  });
}

async function readStart(response: Response, key: string, runtime: Runtime): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return "";
  let text = "";
  let room = maxBodyBytes;
  let cut = false;
  const stop = (): void => {
    cut = true;
    reader.cancel().catch(() => {});
  };
  const decoder = new TextDecoder();
  const disarm = runtime.after(maxBodyMs, stop);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value.subarray(0, room), { stream: true });
      room -= value.byteLength;
      if (room <= 0) stop();
    }
  } catch {
    // Half an explanation is better than none: the status is what matters.
    cut = true;
  }
  disarm();
  // A key or an address that was cut in two is not recognised. No spelling of a key is more than six times as long, no
  // local part of an address longer than 64.
  return maskPersonal(maskKey(text, key)).slice(0, cut ? -Math.max(6 * key.length, 64) : undefined);
}
