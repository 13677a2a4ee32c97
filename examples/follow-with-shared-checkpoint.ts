// Follows activations on whichever machine runs it, one at a time: the checkpoint is an object in a store that has
// conditional writes (ETag, If-Match), as most object stores do. Arguments: CHECKPOINT_URL FROM [--once]
import { createNp6Client } from "np6-notification-events";
import { type Checkpoint, followEvents, Np6FollowError } from "np6-notification-events/follow";

const [url = "", from, once] = process.argv.slice(2);
const checkpoint: Checkpoint = {
  async load() {
    const response = await fetch(url);
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`the store answers ${response.status}`);
    return { state: await response.text(), version: response.headers.get("etag") ?? "" };
  },
  async save(state, expected) {
    const condition = expected === undefined ? { "If-None-Match": "*" } : { "If-Match": expected };
    const response = await fetch(url, { method: "PUT", headers: { ...condition }, body: state });
    const { ok, status, headers } = response;
    if (status === 412 || status === 409)
      throw new Np6FollowError("conflict", "another follower saved it meanwhile");
    if (!ok) throw new Error(`the store answers ${status}`);
    return headers.get("etag") ?? "";
  },
};
const np6 = createNp6Client({ apiKey: process.env["NP6_API_KEY"], baseUrl: process.env["NP6_BASE_URL"] });
const options = { kind: "activations", id: 156, from, checkpoint, once: once === "--once" } as const;
for await (const batch of followEvents(np6, options)) {
  for (const event of batch.events) console.log(event.id); // What you do here may happen twice, for the last batch.
  await batch.commit();
}
