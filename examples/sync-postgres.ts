// Keeps every event in Postgres: start it on as many machines as you like. Arguments: FROM IDS...
// npm install pg pg-boss@12, and NP6_DATABASE_URL=postgres://…
import { createNp6Client } from "np6-notification-events";
import { postgresStore, syncEvents } from "np6-notification-events/sync";

const [from, ...ids] = process.argv.slice(2);
const np6 = createNp6Client({ apiKey: process.env["NP6_API_KEY"], baseUrl: process.env["NP6_BASE_URL"] });
const end = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => end.abort());
try {
  await syncEvents(np6, {
    store: postgresStore(process.env["NP6_DATABASE_URL"] ?? "postgres://localhost/np6"),
    notifications: ids.map(Number),
    from,
    signal: end.signal,
    onNotice: console.error,
    onPoll: ({ kind, notificationId, stored, error }) =>
      console.log(kind, notificationId, stored, error ?? ""),
  });
} catch (error) {
  if (!end.signal.aborted) throw error;
}
