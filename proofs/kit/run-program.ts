import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Runs a program to its end, and gives what it wrote. Rejects, with what it wrote, unless it ends with 0. */
export const runProgramFile: typeof execFile.__promisify__ = promisify(execFile);
