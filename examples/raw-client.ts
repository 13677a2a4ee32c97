// The client of openapi-fetch, over the same transport: for its types and manners, or to see a response as it came.
import { createNp6Client } from "np6-notification-events";

const { raw } = createNp6Client({
  apiKey: process.env["NP6_API_KEY"],
  baseUrl: process.env["NP6_BASE_URL"],
});
const { data, error, response } = await raw.GET("/notifications/{id}/events/cancellations", {
  params: { path: { id: 156 }, query: { sort: "desc", end: Date.now() } },
});

if (data === undefined) {
  // A response that is no success resolves, too; a broken connection or a timeout rejects.
  console.error(`${response.status}, ${JSON.stringify(error)}`);
  process.exitCode = 1;
} else {
  console.log(`${response.status}, ${data.length} cancellations`);
  console.log(`latest: ${JSON.stringify(data[0]?.source)}`);
}
