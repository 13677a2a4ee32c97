import { openRecording } from "../../../contract-tests/recording/recording.ts";
import { UsageError } from "../../../src/shared/usage-error.ts";
import { type FuzzTarget, must } from "../target.ts";
import { inputFile } from "./input-file.ts";

const file = inputFile("recording.ndjson");
const plan = { query: {} };
const head = `{"recording":1,"name":"live","settings":{"baseUrl":"https://api-cm.np6.com","apiKey":"pseudonym","notificationId":156,"window":{"start":1,"end":2}}}`;

/** A recording of the suite, which someone else may have made. */
export const recordingTarget: FuzzTarget = {
  name: "recording",
  seeds: [
    `${head}\n{"kind":"activations","observation":"window","plan":{"query":{}},"answer":{"status":200,"headers":[["content-type","application/json"]],"body":"W10="},"requests":1}\n`,
    `${head}\n{"kind":"activations","observation":"window","plan":{"query":{}},"answer":"run-stopped","requests":1,"stopped":"enough"}`,
    head,
  ],
  async check(input) {
    file.write(input);
    try {
      const { recorder } = await openRecording(file.folder);
      await recorder.record("activations", "window", plan as never);
    } catch (error) {
      must(error instanceof UsageError, `it throws ${error instanceof Error ? error.stack : error}`);
    }
  },
};
