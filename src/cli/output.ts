import { randomBytes } from "node:crypto";
import { fstatSync, type Stats } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { Np6Error } from "../errors.ts";
import { syncFolder } from "../follow/checkpoint-file.ts";
import { fileTarget, isMountPoint } from "../shared/file-target.ts";
import { UsageError } from "../shared/usage-error.ts";
import { type CliIo, rejectClosedStdout, writeText } from "./cli-io.ts";

/** Where the events of a pull go. */
export interface Output {
  write(text: string): Promise<void>;
  /** Finishes the output after everything was written. */
  finish(): Promise<void>;
  /** Call it at the end in any case. It removes an unfinished file. */
  close(): Promise<void>;
}

/**
 * Writes to stdout, at the pace of its reader.
 *
 * @throws UsageError if it is closed.
 */
export function streamOutput(io: CliIo): Output {
  rejectClosedStdout(io);
  const { stdout, signal } = io;
  return {
    write: (text) => writeText(stdout, text, signal),
    finish: async () => {},
    close: async () => {},
  };
}

/**
 * Writes to a temporary file in the same folder, which takes the place of `path` when it is complete: a reader of
 * `path` sees the old content or the new one, never a part, whatever happens.
 *
 * @throws UsageError if there can be no such file.
 */
export async function fileOutput(path: string): Promise<Output> {
  const { target, mode } = await targetOf(path);
  const temporary = `${target}.${randomBytes(6).toString("hex")}.tmp`;
  const file = await open(temporary, "wx").catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(cannotWrite(path, error));
  });
  let isOpen = true;
  let isThere = true;
  const closeFile = async (): Promise<void> => {
    if (isOpen) await file.close();
    isOpen = false;
  };
  return {
    write: (text) => orFail(path, file.appendFile(text)),
    finish: () =>
      orFail(
        path,
        (async () => {
          // The new file keeps the permissions of the old one.
          if (mode !== undefined) await file.chmod(mode);
          await file.sync();
          await closeFile();
          await rename(temporary, target);
          isThere = false;
          await syncFolder(dirname(target));
        })(),
      ),
    async close() {
      await closeFile();
      if (isThere) await rm(temporary, { force: true });
    },
  };
}

/** Reports a failure to write by the name that the user gave. */
export async function orFail<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Np6Error) throw error;
    throw new Error(cannotWrite(path, error as NodeJS.ErrnoException), { cause: error });
  }
}

/** Says that a file cannot be written, and why, for a person. */
export function cannotWrite(path: string, { code, message }: NodeJS.ErrnoException): string {
  // After the reason, Node's message names the call and a temporary file that the user does not know.
  const reason = code === "ENOENT" ? "its folder does not exist" : message.replace(/, \w+(?: '.*')?$/s, "");
  return `${path} cannot be written: ${reason}.`;
}

/** Renaming onto a link or a device would replace that itself: `--out /dev/null` would be a disaster. */
async function targetOf(path: string): Promise<{ target: string; mode: number | undefined }> {
  const target = await fileTarget(path).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(cannotWrite(path, error));
  });
  const found = await stat(target).catch(() => undefined);
  if (found?.isFile() && (await isMountPoint(target))) {
    throw new UsageError(
      `${path} is mounted by itself, so no new file can replace it. Mount its folder, or redirect stdout to it instead of --out.`,
    );
  }
  if (found && !found.isFile()) {
    throw new UsageError(`${path} is not a regular file. Redirect stdout to it instead of --out.`);
  }
  // As /dev/stdout is. A new file would take its place, with nothing in it of what the process and its shell print.
  if (found && [1, 2].some((fd) => isSameFile(fstatSync(fd), found))) {
    throw new UsageError(
      `${path} is the file that stdout or stderr goes to. Leave --out out, or name another file.`,
    );
  }
  return { target, mode: found && found.mode & 0o777 };
}

function isSameFile(one: Stats, other: Stats): boolean {
  return one.dev === other.dev && one.ino === other.ino;
}
