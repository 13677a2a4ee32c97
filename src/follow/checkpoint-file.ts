/**
 * A checkpoint on disk survives a crash and a power cut at any moment, because it is never changed in place:
 *
 * 1. The process locks the file, for as long as it is open (`file-lock.ts`).
 * 2. A save compares the revision in the file with the one that it replaces, so that a change by someone who ignored
 *    the lock is noticed and not overwritten.
 * 3. It writes the whole new state to `<path>.tmp` and flushes that to the disk.
 * 4. It renames `<path>.tmp` to `<path>`, which is atomic, and flushes the folder, so that the new name lasts too.
 *
 * A crash before the rename leaves the old state, one after it the new state.
 */
import { createHash } from "node:crypto";
import { type FileHandle, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { fileTarget, isMountPoint } from "../shared/file-target.ts";
import { lockFile } from "./file-lock.ts";
import type { CheckpointError } from "./follow-error.ts";

/** A checkpoint file that this process has locked. */
export interface CheckpointFile {
  /** Its content when it was opened. */
  readonly stored: { readonly state: string; readonly version: string } | undefined;
  save(state: string, expected: string | undefined): Promise<string>;
  close(): Promise<void>;
}

/**
 * The first line identifies the file. It has the revision, so that a conflict is noticed without reading the rest, and
 * the digest of the rest, because a cursor with one changed digit would silently skip events.
 */
const firstLine = /^np6-checkpoint ([\da-f-]{36}) ([\da-f]{64})\n/;
const firstLineLength = 117;

/**
 * @throws Np6FollowError if another process has it, or it can't be locked or read.
 */
export async function openCheckpointFile(path: string, error: CheckpointError): Promise<CheckpointFile> {
  // Absolute, because the working directory may change. A link stays a link: its target is locked and replaced.
  const target = await fileTarget(path).catch((cause) => {
    throw failed("can't be locked", cause);
  });
  if (await isMountPoint(target)) {
    throw error("mounted", "it is mounted by itself, so no new state can take its place. Mount its folder.");
  }
  const temporary = `${target}.tmp`;
  const unlock = await lockFile(target, error).catch((cause) => {
    throw failed("can't be locked", cause);
  });

  function failed(what: string, cause: unknown): unknown {
    if (codeOf(cause) === "NP6_FOLLOW") return cause;
    const reason = cause instanceof Error ? cause.message : cause;
    return error(
      "io",
      `it ${what}: ${reason}. What was saved before is intact; once this is fixed, start again.`,
      { cause },
    );
  }

  async function save(state: string, expected: string | undefined): Promise<string> {
    if ((await revision(target)) !== expected) throw error("conflict");
    const version = crypto.randomUUID();
    const file = await open(temporary, "w");
    try {
      await file.writeFile(`np6-checkpoint ${version} ${digest(state)}\n${state}`);
      // Before the rename: otherwise a power cut could leave an empty file under the name.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
    await syncFolder(dirname(target));
    return version;
  }

  try {
    const text = await unlessAbsent(readFile(target, "utf8"));
    return {
      stored: text === undefined ? undefined : parseFile(text, error),
      save: (state, expected) =>
        save(state, expected).catch(async (cause) => {
          await rm(temporary, { force: true }).catch(() => {});
          throw failed("can't be saved", cause);
        }),
      close: unlock,
    };
  } catch (cause) {
    await unlock();
    throw failed("can't be read", cause);
  }
}

function parseFile(text: string, error: CheckpointError): CheckpointFile["stored"] {
  const [head, version, sum] = firstLine.exec(text) ?? [];
  const state = text.slice(head?.length);
  if (version === undefined || digest(state) !== sum) throw error("damaged");
  return { state, version };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The revision in the file; `undefined` if there is no file, empty if it is not a checkpoint. */
async function revision(path: string): Promise<string | undefined> {
  const file = await unlessAbsent(open(path));
  if (!file) return undefined;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(firstLineLength), 0, firstLineLength, 0);
    return firstLine.exec(buffer.toString("latin1", 0, bytesRead))?.[1] ?? "";
  } finally {
    await file.close();
  }
}

async function unlessAbsent<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** The errors of systems that cannot flush folders, such as Windows. They are ignored. */
const noFolderSync = ["EISDIR", "EPERM", "EACCES", "EINVAL", "ENOTSUP"];

/** Flushes a folder to the disk, so that a new name in it survives a power cut. */
export async function syncFolder(path: string): Promise<void> {
  let folder: FileHandle | undefined;
  try {
    folder = await open(path);
    await folder.sync();
  } catch (error) {
    if (!noFolderSync.includes(codeOf(error))) throw error;
  } finally {
    await folder?.close();
  }
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}
