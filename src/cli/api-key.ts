import { readKeyFile } from "../shared/key-file.ts";
import { UsageError } from "../shared/usage-error.ts";
import type { CliIo } from "./cli-io.ts";

const theWay = "set NP6_API_KEY, or name a file that holds it with --api-key-file FILE";

/**
 * Refuses a key among the arguments, whatever the flag is called.
 *
 * @throws UsageError without the key.
 */
export function refuseKeyFlags(args: readonly string[]): void {
  const flag = args
    .find((arg) => /^--?(?:x[-_]?|np6[-_]?)?(?:api[-_]?)?key(?:=|$)/i.test(arg))
    ?.replace(/=.*/s, "");
  if (flag === undefined) return;
  throw new UsageError(
    `There is no ${flag}: the process list and the shell's history show every argument.\nInstead, ${theWay}.`,
  );
}

/**
 * The key from the file, or else from the environment.
 *
 * @throws UsageError if there is none.
 */
export async function readApiKey(env: CliIo["env"], file: string | undefined): Promise<string> {
  if (file === undefined) {
    const key = env["NP6_API_KEY"];
    if (key) return key;
    throw new UsageError(`There is no API key: ${theWay}.`);
  }
  return readKeyFile(file);
}
