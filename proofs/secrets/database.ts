import pg from "pg";
import { startPostgres } from "../kit/postgres.ts";
import { canaries } from "./canaries.ts";
import { type Searched, search } from "./search.ts";

/** A Postgres that logs every statement, with a user whose password is a canary. */
export interface PlantedPostgres {
  /** Makes an empty database. */
  database(): Promise<PlantedDatabase>;
  /** From now on the server logs statements without their parameters, as the threat model tells administrators to. */
  leaveParametersOut(): Promise<void>;
  close(): Promise<void>;
}

/** A database of that user. */
export interface PlantedDatabase {
  /** Its address with the password, as `NP6_DATABASE_URL` has it. */
  readonly address: string;
  /** Its address as an argument has it. */
  readonly addressWithoutPassword: string;
  /**
   * Searches all that the server has logged since the database was made, and its tables.
   *
   * @param logsParameters Whether the server logs the parameters of statements, and so the events.
   */
  search(where: string, logsParameters: boolean): Promise<Searched[]>;
}

const user = "np6_canary";

/** Starts one. The user owns its databases and is no superuser, as it should be. */
export async function startPlantedPostgres(): Promise<PlantedPostgres> {
  const server = await startPostgres({
    settings: { log_statement: "all", log_connections: "on", log_min_duration_statement: "0" },
  });
  const own = await server.database();
  await administer(own, `CREATE ROLE ${user} LOGIN PASSWORD ${pg.escapeLiteral(canaries.password)}`);
  return {
    async database() {
      const database = await server.database();
      const begin = server.log().length;
      await administer(
        database,
        `ALTER DATABASE ${new URL(database).pathname.slice(1)} OWNER TO ${user}`,
        `GRANT ALL ON SCHEMA public TO ${user}`,
      );
      const address = new URL(database);
      address.username = user;
      address.password = "";
      const addressWithoutPassword = address.href;
      return {
        address: addressWithoutPassword.replace("@", `:${encodeURIComponent(canaries.password)}@`),
        addressWithoutPassword,
        async search(where, logsParameters) {
          const log = Buffer.from(server.log().slice(begin));
          return [
            search(`${where}, log of Postgres`, log, logsParameters),
            ...(await searchTables(database)).map((table) => ({
              ...table,
              where: `${where}, ${table.where}`,
            })),
          ];
        },
      };
    },
    leaveParametersOut: () => administer(own, `ALTER ROLE ${user} SET log_parameter_max_length = 0`),
    close: () => server.close(),
  };
}

/** Runs statements that the server's log does not show: one of them has the password. */
async function administer(database: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({
    connectionString: database,
    options: "-c log_statement=none -c log_min_duration_statement=-1",
  });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** Only the events may hold an address. */
async function searchTables(database: string): Promise<Searched[]> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname IN ('public', 'np6_jobs') ORDER BY 1`,
    );
    const found: Searched[] = [];
    for (const { name } of rows) {
      const { rows: texts } = await client.query(`SELECT t::text AS text FROM ${name} t`);
      const text = texts.map((row) => row.text).join("\n");
      found.push(search(`table ${name}`, Buffer.from(text), name === "public.np6_events"));
    }
    return found;
  } finally {
    await client.end();
  }
}
