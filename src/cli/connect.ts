import { createNp6Client, type Np6Client } from "../client/client.ts";
import { readKeyFile } from "../shared/key-file.ts";
import { UsageError } from "../shared/usage-error.ts";
import type { CliIo } from "./cli-io.ts";
import { readable } from "./failure.ts";

const howToGiveKey = "set NP6_API_KEY, or name a file that holds it with --api-key-file FILE";

/**
 * Rejects a key among the arguments, whatever the flag is called.
 *
 * @throws UsageError without the key.
 */
export function rejectKeyFlags(args: readonly string[]): void {
  const flag = args
    .find((arg) => /^--?(?:x[-_]?|np6[-_]?)?(?:api[-_]?)?key(?:=|$)/i.test(arg))
    ?.replace(/=.*/s, "");
  if (flag === undefined) return;
  throw new UsageError(
    `There is no ${flag}: the process list and the shell's history show every argument.\nInstead, ${howToGiveKey}.`,
  );
}

/**
 * Reads the key from the file, or else from the environment.
 *
 * @throws UsageError if there is none.
 */
async function readApiKey(env: CliIo["env"], file: string | undefined): Promise<string> {
  if (file === undefined) {
    const key = env["NP6_API_KEY"];
    if (key) return key;
    throw new UsageError(`There is no API key: ${howToGiveKey}.`);
  }
  return readKeyFile(file);
}

/** The options of every command that talks to the API. */
export interface ConnectOptions {
  readonly apiKeyFile?: string | undefined;
}

/**
 * Makes the client that the environment describes.
 *
 * @param note Gets a line before each wait for another attempt.
 * @param onRequest Called before each request, repetitions included.
 * @throws UsageError or Np6ConfigError if the key or the address is missing or invalid.
 */
export async function connect(
  { env }: CliIo,
  { apiKeyFile }: ConnectOptions,
  note: (text: string) => void,
  onRequest?: () => void,
): Promise<Np6Client> {
  return createNp6Client({
    apiKey: await readApiKey(env, apiKeyFile),
    baseUrl: env["NP6_BASE_URL"] || undefined,
    allowInsecureHttp: env["NP6_ALLOW_INSECURE_HTTP"] === "1",
    onRequest,
    onRetry: ({ reason, delayMs }) =>
      note(
        `${readable(reason, env)}; next attempt ${delayMs < 50 ? "now" : `in ${(delayMs / 1000).toFixed(1)} s`}`,
      ),
  });
}
