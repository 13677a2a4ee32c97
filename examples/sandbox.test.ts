// Tests code of your own against the sandbox, with vitest: real HTTP, and events of your choice.
import { createNp6Client, type Np6Client } from "np6-notification-events";
import { type Sandbox, startSandbox } from "np6-notification-events/sandbox";
import { afterEach, beforeEach, expect, test } from "vitest";

/** The code under test. */
async function countActivations(np6: Np6Client, id: number): Promise<number> {
  let count = 0;
  for await (const batch of np6.activations(id).batches()) count += batch.length;
  return count;
}

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ events: 100 });
});
afterEach(() => sandbox.close());

test("all activations are counted, of late ones too", async () => {
  const np6 = createNp6Client({ apiKey: sandbox.key, baseUrl: sandbox.url });
  expect(await countActivations(np6, 156)).toBe(100);
  sandbox.append("activations", { type: "activation", id: "late", timestamp: Date.now() });
  expect(await countActivations(np6, 156)).toBe(101);
});

test("the client distinguishes a wrong key from an empty response", async () => {
  const np6 = createNp6Client({ apiKey: "wrong", baseUrl: sandbox.url });
  await expect(countActivations(np6, 156)).rejects.toMatchObject({ name: "Np6HttpError", status: 401 });
});
