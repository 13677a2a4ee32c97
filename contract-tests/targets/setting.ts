import { UsageError } from "../../src/shared/usage-error.ts";

/** A number of the environment within limits; the fallback where it is not set. */
export function numberSetting(
  env: NodeJS.ProcessEnv,
  name: string,
  { least, most, fallback }: { readonly least: number; readonly most: number; readonly fallback: number },
): number {
  const text = env[name];
  if (!text) return fallback;
  // Number() takes blanks for 0, and 0x10 and 1e1 for numbers that nobody meant.
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`${name} must be a number from ${least} to ${most}.`);
}

/** A switch of the environment. Off is said or left out: a `true` that changed nothing would go unnoticed. */
export function flagSetting(env: NodeJS.ProcessEnv, name: string): boolean {
  const text = env[name] || "0";
  if (text !== "0" && text !== "1") throw new UsageError(`${name} must be 1, or 0 or unset.`);
  return text === "1";
}
