import { readEventModel } from "../../../contract-tests/contract-model/event-model.ts";
import openapi from "../../../generated/openapi.json" with { type: "json" };
import { findDifferences } from "../../../scripts/observe/differences.ts";
import { readEventFiles } from "../../../scripts/observe/read-files.ts";
import { emptyTally, observeEvent } from "../../../scripts/observe/tally.ts";
import { addEventsFromFile } from "../../../src/sandbox/load-events.ts";
import { createSandboxStore } from "../../../src/sandbox/sandbox-store.ts";
import { type FuzzTarget, must } from "../target.ts";
import { inputFile } from "./input-file.ts";

const file = inputFile("events.ndjson");
const model = readEventModel(openapi);

/** A file of events: `npm run observe` learns from it, the sandbox serves it. */
export const eventFile: FuzzTarget = {
  name: "event-file",
  seeds: [
    '{"type":"activation","id":"1","timestamp":1769860800000,"identity":{"type":"unicity","unicity":"someone@example.com"}}\n\n[{"type":"execution"}]\n',
    '\uFEFF[{"type":"cancellation","timestamp":1},\n {"type":"new","source":{"type":"new","detail":{}}}]',
    '{"recording":1,"name":"live"}\n{"answer":{"status":200,"headers":[["content-encoding","gzip"]],"body":"H4sIAAAAAAAAA4uOBQApu0wNAgAAAA=="}}',
    '{"recording":1,"name":"mock"}\n{"answer":{"status":200,"headers":[],"body":"W3t9XQ=="}}',
  ],
  async check(input) {
    file.write(input);
    const tally = emptyTally(model);
    try {
      for await (const { events } of readEventFiles(file.path)) {
        for (const event of events) observeEvent(model, tally, event);
      }
    } catch (error) {
      must(error instanceof Error && error.name === "UnreadableError", `observe throws ${stackOf(error)}`);
    }
    findDifferences(model, tally);
    try {
      await addEventsFromFile(createSandboxStore(156, []), file.path);
    } catch (error) {
      must(
        error instanceof TypeError && /line \d+ of /.test(error.message),
        `the sandbox throws ${stackOf(error)}`,
      );
    }
  },
};

function stackOf(error: unknown): string {
  return String(error instanceof Error ? error.stack : error);
}
