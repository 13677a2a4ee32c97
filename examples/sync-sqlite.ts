// Brings every event of three notifications into SQLite and counts them by day. Arguments: FROM IDS...
import { DatabaseSync } from "node:sqlite";
import { createNp6Client } from "np6-notification-events";
import { sqliteStore, syncEvents } from "np6-notification-events/sync";

const [from, ...ids] = process.argv.slice(2);
const np6 = createNp6Client({ apiKey: process.env["NP6_API_KEY"], baseUrl: process.env["NP6_BASE_URL"] });
const { streams, stored, failed } = await syncEvents(np6, {
  store: sqliteStore("events.db"),
  notifications: ids.map(Number),
  from,
  once: true, // Without it, it goes on until its signal is aborted.
});
console.log(`${stored} new events in ${streams} streams`);
for (const { kind, notificationId, error } of failed) console.error(kind, notificationId, error);

const db = new DatabaseSync("events.db", { readOnly: true });
const days = db.prepare(
  "SELECT date(published_at) AS day, count(*) AS sent FROM np6_activations GROUP BY day",
);
for (const { day, sent } of days.all()) console.log(day, sent);
