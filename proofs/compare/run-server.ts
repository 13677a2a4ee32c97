import { variants } from "../suite-faults/run-self-test.ts";
import { startVariant } from "../suite-faults/start-variant.ts";
import type { ServerVariant } from "../suite-faults/variant.ts";
import type { Complaints, ReadyPeer } from "./peer.ts";

/** What a tool made of one server. */
export interface ServerResult {
  readonly id: string;
  readonly complaints: Complaints;
  /** Requests that reached the server. */
  readonly requests: number;
  readonly durationMs: number;
}

/** The sandbox as it is: what a tool objects to here, it objects to everywhere. */
export const conformant: ServerVariant = { id: "conformant", title: "keeps the contract" };

/** Starts a server of its own, since servers count their requests, and has a tool judge it. */
export async function runServer(peer: ReadyPeer, id: string): Promise<ServerResult> {
  const variant = variants.find((known) => known.id === id) ?? conformant;
  const server = await startVariant(variant);
  const began = performance.now();
  let complaints: Complaints;
  try {
    complaints = [...new Set(await peer.run(server.settings))];
  } catch (error) {
    // In CI, a tool that gives up on a server has failed it.
    complaints = [`gave up: ${error instanceof Error ? error.name : "unknown"}`];
  }
  const durationMs = performance.now() - began;
  const requests = server.requests();
  await server.close();
  return { id, complaints, requests, durationMs };
}
