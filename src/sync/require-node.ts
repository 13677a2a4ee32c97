import process from "node:process";
import { Np6SyncError } from "./sync-error.ts";

/**
 * @param what The name of the part that needs the version, for the message.
 * @param version Of Node.
 * @throws Np6SyncError on a Node before 22.13, the first with `node:sqlite`, which pg-boss 12 needs as well.
 */
export function requireNode(what: string, version: string = process.versions.node): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 13)) return;
  throw new Np6SyncError(
    "driver-missing",
    `${what} needs Node 22.13 or later, and this is Node ${version}. Update Node to sync.`,
  );
}
