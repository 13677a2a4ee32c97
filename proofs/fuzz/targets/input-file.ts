import { writeFileSync } from "node:fs";
import { temporaryFolder } from "../../kit/temporary-folder.ts";

/** A file of others, which a target writes anew for each input. It goes with the process. */
export function inputFile(name: string): {
  readonly path: string;
  readonly folder: string;
  write(input: Uint8Array): void;
} {
  const folder = temporaryFolder("fuzz");
  process.once("exit", folder.remove);
  const path = folder.file(name);
  return { path, folder: folder.path, write: (input) => writeFileSync(path, input) };
}
