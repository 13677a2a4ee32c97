import { constants } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { syncFolder } from "../follow/checkpoint-file.ts";
import { lockFile } from "../follow/file-lock.ts";
import { checkpointError } from "../follow/follow-error.ts";
import { fileTarget } from "../shared/file-target.ts";
import { UsageError } from "../shared/usage-error.ts";
import { orFail } from "./output.ts";

/** The checkpoint's record of the file, saved by the same write as the progress. */
export interface Committed {
  /** The file as seen from the folder of the checkpoint, so that both can be moved together. */
  readonly out: string;
  /** Length of the committed part, in bytes. Events after it are delivered again. */
  readonly bytes: number;
}

/** A file that holds each followed event exactly once. */
export interface FollowFile {
  /** The committed state when it was opened. */
  readonly committed: Committed;
  /** Appends to the written part, and flushes to the disk; returns the state to commit with it. */
  append(text: string): Promise<Committed>;
  close(): Promise<void>;
}

/**
 * Opens the file of a checkpoint, or makes a new one for a new checkpoint, and cuts off what was not committed.
 *
 * @param attachment The checkpoint's record of the file; `undefined` if there is none yet.
 * @throws UsageError if the file is not the one that the checkpoint is about. It is left as it is.
 */
export async function openFollowFile(
  path: string,
  checkpoint: string,
  attachment: unknown,
): Promise<FollowFile> {
  const out = relative(dirname(resolve(checkpoint)), resolve(path));
  const known = readCommitted(attachment, checkpoint);
  // Checked twice: before a lock is put beside a file that may not be ours, and under the lock, because the follower of
  // another checkpoint may have found the file empty too.
  await rejectOther(path, out, checkpoint, known);
  const unlock = await orFail(
    path,
    fileTarget(path).then((target) => lockFile(target, checkpointError(path))),
  );
  try {
    const isNew = await rejectOther(path, out, checkpoint, known);
    const file = await openAt(path, known?.bytes ?? 0);
    if (isNew) await orFail(path, syncFolder(dirname(resolve(path))));
    return followFile(path, file, { out, bytes: known?.bytes ?? 0 }, unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

function followFile(
  path: string,
  file: FileHandle,
  committed: Committed,
  unlock: () => Promise<void>,
): FollowFile {
  let { bytes } = committed;
  return {
    committed,
    async append(text) {
      const content = Buffer.from(text);
      await orFail(path, writeAt(file, content, bytes));
      bytes += content.byteLength;
      return { ...committed, bytes };
    },
    async close() {
      await file.close();
      await unlock();
    },
  };
}

/** Opens or makes the file and cuts it to what was committed. */
async function openAt(path: string, bytes: number): Promise<FileHandle> {
  // It neither truncates an existing file nor fails if there is none.
  const file = await orFail(path, open(path, constants.O_RDWR | constants.O_CREAT, 0o666));
  try {
    await rejectHalfLine(path, file, bytes);
    await orFail(path, file.truncate(bytes));
    await orFail(path, file.sync());
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/**
 * The checkpoint's record of a file; `undefined` if it was used without a file so far.
 *
 * @throws UsageError if another program attached something else.
 */
export function readCommitted(attachment: unknown, checkpoint: string): Committed | undefined {
  if (attachment === undefined) return undefined;
  const { out, bytes } = Object(attachment);
  if (typeof out === "string" && Number.isSafeInteger(bytes) && bytes >= 0) return { out, bytes };
  throw new UsageError(`The checkpoint ${checkpoint} was made by another program. Name another checkpoint.`);
}

/** Whether the file must be created; throws if it is not the file of the checkpoint. */
async function rejectOther(
  path: string,
  out: string,
  checkpoint: string,
  known: Committed | undefined,
): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  const size = found?.size ?? 0;
  const reject = (what: string): never => {
    throw new UsageError(`${what} Nothing was changed. Name another file or another checkpoint.`);
  };
  if (found && !found.isFile()) reject(`${path} is not a regular file.`);
  if (known === undefined && size > 0) {
    reject(`${path} is not empty, but the checkpoint ${checkpoint} does not mention it.`);
  }
  if (known && known.out !== out) {
    reject(
      `The checkpoint ${checkpoint} belongs to the file ${known.out} (relative to its folder), not ${out}.`,
    );
  }
  if (known && size < known.bytes) {
    reject(`${path} has ${size} bytes, but ${known.bytes} were committed: the file was cut or replaced.`);
  }
  return found === undefined;
}

/** If another file replaced ours, cutting it to our length would lose its data. */
async function rejectHalfLine(path: string, file: FileHandle, bytes: number): Promise<void> {
  if (bytes === 0) return;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, bytes - 1);
  if (buffer.toString("latin1") === "\n") return;
  throw new UsageError(
    `${path} was changed since the last commit: no line ends where the checkpoint says. Nothing was changed now. Restore the file, or name another file and another checkpoint.`,
  );
}

/**
 * Written at a fixed position rather than at the end, because data that another program appended would shift
 * everything.
 */
async function writeAt(file: FileHandle, content: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < content.byteLength; ) {
    const rest = content.byteLength - done;
    done += (await file.write(content, done, rest, position + done)).bytesWritten;
  }
  await file.datasync();
}
