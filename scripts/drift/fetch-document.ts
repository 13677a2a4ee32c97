import { UsageError } from "../../src/shared/usage-error.ts";
import { printable } from "./printable.ts";

const mostRedirects = 5;

/**
 * The text at an address: https, or http on this machine. No credentials are sent, whatever is in the environment.
 *
 * @param limits.timeout Milliseconds for all of it.
 * @param limits.size Bytes, decompressed.
 * @throws UsageError when it cannot be had, in words that hold no query and no user of the address: these may be
 *   secrets.
 */
export async function fetchDocument(
  address: URL,
  limits: { readonly timeout: number; readonly size: number },
): Promise<string> {
  const signal = AbortSignal.timeout(limits.timeout);
  let url = address;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    refuseOpenAddress(url);
    const response = await send(url, signal, limits.timeout);
    const location = response.headers.get("location");
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel();
      if (!URL.canParse(location, url)) throw new UsageError(`${shown(url)} redirects to no address.`);
      url = new URL(location, url);
      continue;
    }
    if (!response.ok) {
      await response.body?.cancel();
      throw new UsageError(`${shown(url)} answers ${response.status}. Is the address right?`);
    }
    return await readText(response, url, limits);
  }
  throw new UsageError(`${shown(address)} redirects more than ${mostRedirects} times.`);
}

/** An address without its query, fragment and user. */
export function shown(url: URL): string {
  return printable(`${url.origin}${url.pathname}`);
}

function refuseOpenAddress(url: URL): void {
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback)) {
    throw new UsageError(
      `${url.protocol}//${url.host} is not read: only https is, and http on this machine.`,
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new UsageError(
      "The address holds a user or password, which is not sent. Download the document yourself.",
    );
  }
}

async function send(url: URL, signal: AbortSignal, timeout: number): Promise<Response> {
  try {
    return await fetch(url, {
      signal,
      redirect: "manual",
      headers: { accept: "application/json, application/yaml, */*" },
    });
  } catch (error) {
    throw unreachable(url, error, timeout);
  }
}

async function readText(
  response: Response,
  url: URL,
  { size, timeout }: { readonly size: number; readonly timeout: number },
): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let read = 0;
  try {
    for await (const chunk of response.body ?? []) {
      read += chunk.byteLength;
      if (read > size) throw new UsageError(`${shown(url)} is larger than ${size / 1e6} MB.`);
      text += decoder.decode(chunk, { stream: true });
    }
  } catch (error) {
    throw error instanceof UsageError ? error : unreachable(url, error, timeout);
  }
  return text + decoder.decode();
}

function unreachable(url: URL, error: unknown, timeout: number): UsageError {
  if (error instanceof Error && error.name === "TimeoutError") {
    return new UsageError(`${shown(url)} took longer than ${timeout / 1000} s.`);
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  return new UsageError(`${shown(url)} cannot be reached: ${printable(code)}.`);
}
