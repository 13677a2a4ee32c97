import { UsageError } from "../shared/usage-error.ts";
import { type EventStore, sqliteStore } from "../sync/index.ts";
import type { CliIo } from "./cli-io.ts";

const postgresUrl = /^postgres(?:ql)?:/i;
/**
 * Also a password with characters that should have been escaped. The text after a host's colon is its port, unless an @
 * comes in what would be the name of the database.
 */
const passwordInUrl =
  /^postgres(?:ql)?:\/\/(?:[^/?#@:]*:(?!\d+(?:,[^/?#@]*)?(?:\/[^@?#]*)?(?:[?#]|$))[^@]*@|[^#]*[?&]password=)/i;
/** The other form of an address that programs of Postgres take: `host=db user=np6`. */
const keywordAddress = /^\s*(?:host|hostaddr|port|dbname|user|password|passfile|service|sslmode)\s*=/i;

/** The option of every command that opens a database. */
export const databaseOption: readonly [string, string] = [
  "--database <file or url>",
  "a SQLite file, or postgres://… without a password (default: NP6_DATABASE_URL)",
];

/**
 * Rejects a database's password among the arguments.
 *
 * @throws UsageError without the password.
 */
export function rejectPasswords(args: readonly string[]): void {
  const shown = args.map((arg) => arg.replace(/^--?[\w-]+=/, ""));
  const hasPassword = (arg: string) =>
    passwordInUrl.test(arg) || (keywordAddress.test(arg) && /\bpassword\s*=/i.test(arg));
  if (!shown.some(hasPassword)) return;
  throw new UsageError(
    "There is a password in --database: the process list and the shell's history show every argument.\n" +
      "Instead, put the address into NP6_DATABASE_URL, or the password into PGPASSWORD or ~/.pgpass.",
  );
}

/**
 * The store of the database that the command line or the environment names. Nothing is opened yet.
 *
 * @throws UsageError if there is none, or its kind is not supported.
 */
export async function databaseOf(given: string | undefined, env: CliIo["env"]): Promise<EventStore> {
  const address = given ?? env["NP6_DATABASE_URL"];
  if (!address) {
    throw new UsageError(
      "Name a database with --database or NP6_DATABASE_URL, such as --database events.db.",
    );
  }
  if (postgresUrl.test(address)) {
    // Loaded late, because only this database needs it.
    const { postgresStore } = await import("../sync/postgres/postgres-store.ts");
    return postgresStore(address);
  }
  if (keywordAddress.test(address)) {
    throw new UsageError("Write the address of a Postgres database as postgres://user@host:5432/database.");
  }
  const [, scheme, rest = address] = /^([a-z][a-z0-9+.-]+):(.*)$/is.exec(address) ?? [];
  if (scheme === undefined || scheme.toLowerCase() === "sqlite")
    return sqliteStore(rest.replace(/^\/\/(?=.)/, ""));
  throw new UsageError(`sync cannot write into ${scheme}:. Name a file, such as events.db, or postgres://….`);
}

/** The secrets in the address of the database and the environment, which no output may show. */
export function databaseSecrets(env: CliIo["env"]): readonly string[] {
  const [, password = ""] = /^\w+:\/\/[^/?#@:]*:(.*)@/.exec(env["NP6_DATABASE_URL"] ?? "") ?? [];
  const [, parameter = ""] = /[?&]password=([^&#]*)/.exec(env["NP6_DATABASE_URL"] ?? "") ?? [];
  const secrets = [password, parameter, env["PGPASSWORD"] ?? ""];
  return [...secrets, ...secrets.map(decoded)].filter((secret) => secret !== "");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
