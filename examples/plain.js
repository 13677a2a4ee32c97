// Plain JavaScript: counts the cancellations of the last week by their reason, and tells what the API rejected.
import { createNp6Client, Np6HttpError } from "np6-notification-events";

const np6 = createNp6Client({ apiKey: process.env.NP6_API_KEY, baseUrl: process.env.NP6_BASE_URL });
const start = new Date(Date.now() - 7 * 24 * 60 * 60 * 1000);
/** @type {Record<string, number>} */
const counts = {};

try {
  for await (const event of np6.cancellations(156, { start })) {
    const reason = event.type === "unknown" ? "unknown" : event.source.detail.cancellation.type;
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  console.log(counts);
} catch (error) {
  if (!(error instanceof Np6HttpError)) throw error;
  console.error(`The API answered ${error.status} (${error.kind}).`, error.requestId ?? "");
  process.exitCode = 1;
}
