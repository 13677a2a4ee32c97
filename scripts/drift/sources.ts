import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { UsageError } from "../../src/shared/usage-error.ts";
import { type OpenApiDocument, openDocument } from "./document.ts";
import { fetchDocument, shown } from "./fetch-document.ts";
import { largestDocument, parseDocument } from "./parse-document.ts";
import { printable } from "./printable.ts";

const bundle = "generated/openapi.json";
const git = promisify(execFile);

/** A document and what to call it in a report. */
export interface Source {
  readonly document: OpenApiDocument;
  readonly name: string;
}

/** Our contract as it is in a checkout. */
export async function readContract(root: string): Promise<Source> {
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
    throw new UsageError("This is no git checkout, so there is no tag to compare with.");
  });
  const known = tags.split("\n").filter((line) => line !== "");
  if (!known.includes(tag)) {
    const list =
      known.length === 0
        ? "There are none; in CI, fetch them."
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
