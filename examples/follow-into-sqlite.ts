// Follows activations into SQLite, each once: the checkpoint is in the same transaction. Arguments: FROM [--once]
import { DatabaseSync } from "node:sqlite";
import { createNp6Client } from "np6-notification-events";
import { type Checkpoint, followEvents, Np6FollowError } from "np6-notification-events/follow";

const db = new DatabaseSync("activations.db");
const tables = ["events (event TEXT)", "checkpoint (id INTEGER PRIMARY KEY, version TEXT, state TEXT)"];
for (const table of tables) db.exec(`CREATE TABLE IF NOT EXISTS ${table}`);
const checkpoint: Checkpoint = {
  async load() {
    const row = db.prepare("SELECT version, state FROM checkpoint").get();
    return row && { version: String(row["version"]), state: String(row["state"]) };
  },
  async save(state, expected) {
    const version = `${Number(expected ?? 0) + 1}`;
    const sql = `INSERT INTO checkpoint VALUES (1, ?1, ?2)
      ON CONFLICT DO UPDATE SET version = ?1, state = ?2 WHERE version = ?3`;
    const { changes } = db.prepare(sql).run(version, state, expected ?? null);
    if (changes === 0) throw new Np6FollowError("conflict", "another follower saved it meanwhile");
    return version;
  },
};
const np6 = createNp6Client({ apiKey: process.env["NP6_API_KEY"], baseUrl: process.env["NP6_BASE_URL"] });
const [from, once] = [process.argv[2], process.argv[3] === "--once"];
for await (const batch of followEvents(np6, { kind: "activations", id: 156, from, checkpoint, once })) {
  db.exec("BEGIN"); // What throws before COMMIT ends the process, and the batch comes again.
  for (const event of batch.events) db.prepare("INSERT INTO events VALUES (?)").run(JSON.stringify(event));
  await batch.commit();
  db.exec("COMMIT");
}
