import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { UsageError } from "../../src/shared/usage-error.ts";
import { largestDocument, type OpenApiDocument, openDocument, parseDocument, printable } from "./document.ts";

const bundle = "generated/openapi.json";
const git = promisify(execFile);

/** A document and what to call it in a report. */
export interface Source {
  readonly document: OpenApiDocument;
  readonly name: string;
}

/** Our contract as it is in a checkout. */
export async function readHeldContract(root: string): Promise<Source> {
  const name = bundle;
  const text = await readFile(join(root, bundle), "utf8").catch(() => {
    throw new UsageError(`${bundle} is missing. Run: npm run generate`);
  });
  return { name, document: openDocument(parseDocument(text, name), name) };
}

/** Our contract as it was at a tag, such as `v1.2.0`. */
export async function readContractAtTag(root: string, tag: string): Promise<Source> {
  const name = `${bundle} at ${printable(tag)}`;
  const run = async (...args: string[]) =>
    (await git("git", args, { cwd: root, maxBuffer: largestDocument })).stdout;
  const tags = await run("tag", "--list").catch(() => {
    throw new UsageError("This is not a git checkout, so there is no tag to compare with.");
  });
  const known = tags.split("\n").filter((line) => line !== "");
  if (!known.includes(tag)) {
    const list =
      known.length === 0
        ? "The checkout has no tags; in CI, fetch them."
        : `There are: ${known.slice(-10).join(", ")}.`;
    throw new UsageError(`There is no tag ${printable(tag)}. ${list}`);
  }
  const text = await run("show", `refs/tags/${tag}:${bundle}`).catch(() => {
    throw new UsageError(`There is no ${bundle} at the tag ${tag}.`);
  });
  return { name, document: openDocument(parseDocument(text, name), name) };
}

/**
 * Another document, from a file or an address.
 *
 * @throws UsageError when it cannot be read or is no OpenAPI document.
 */
export async function readOther(from: string, timeout = 30_000): Promise<Source> {
  const isAddress = /^[a-z][a-z\d+.-]+:\/\//i.test(from) && URL.canParse(from);
  const name = isAddress ? shown(new URL(from)) : printable(from);
  const text = isAddress
    ? await fetchDocument(new URL(from), { timeout, size: largestDocument })
    : await readLocal(from, name);
  return { name, document: openDocument(parseDocument(text, name), name) };
}

async function readLocal(file: string, name: string): Promise<string> {
  try {
    if ((await stat(file)).size > largestDocument) {
      throw new UsageError(`${name} is larger than ${largestDocument / 1e6} MB.`);
    }
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    throw new UsageError(`${name} cannot be read: ${code}. Name a file or an https address.`);
  }
}

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
    rejectOpenAddress(url);
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
      throw new UsageError(`${shown(url)} responds with ${response.status}. Is the address right?`);
    }
    return await readText(response, url, limits);
  }
  throw new UsageError(`${shown(address)} redirects more than ${mostRedirects} times.`);
}

/** An address without its query, fragment and user. */
function shown(url: URL): string {
  return printable(`${url.origin}${url.pathname}`);
}

function rejectOpenAddress(url: URL): void {
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback)) {
    throw new UsageError(
      `${url.protocol}//${url.host} is not read. The address must be https, or http on this machine.`,
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new UsageError(
      "The address contains a user or password, and the command sends none. Download the document yourself.",
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
