import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An empty folder; it goes, with all that is in it, when it is disposed of: `using folder = temporaryFolder("soak")`. */
export interface TemporaryFolder extends Disposable {
  readonly path: string;
  /** Path of a file in it. */
  file(name: string): string;
  remove(): void;
}

/** @param name What it is for, as a part of its own name. */
export function temporaryFolder(name: string): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), `np6-${name}-`));
  const remove = () => rmSync(path, { recursive: true, force: true });
  return { path, file: (child) => join(path, child), remove, [Symbol.dispose]: remove };
}
