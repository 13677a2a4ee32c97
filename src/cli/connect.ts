import { createNp6Client, type Np6Client } from "../client/client.ts";
import { readApiKey } from "./api-key.ts";
import type { CliIo } from "./cli-io.ts";
import { readable } from "./failure.ts";

/** The options of every command that talks to the API. */
export interface ConnectOptions {
  readonly apiKeyFile?: string | undefined;
}

/**
 * Makes the client that the environment describes.
 *
 * @param note Gets a line before each wait for another attempt.
 * @throws UsageError or Np6ConfigError if key or address are missing or unfit.
 */
export async function connect(
  { env }: CliIo,
  { apiKeyFile }: ConnectOptions,
  note: (text: string) => void,
): Promise<Np6Client> {
  return createNp6Client({
    apiKey: await readApiKey(env, apiKeyFile),
    baseUrl: env["NP6_BASE_URL"] || undefined,
    onRetry: ({ reason, delayMs }) =>
      note(`${readable(reason, env)}; next attempt in ${(delayMs / 1000).toFixed(1)} s`),
  });
}
