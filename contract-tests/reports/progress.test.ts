import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { type ProgressStream, progressView } from "./progress.ts";

/** A stream, and what was written to it. */
function streamOf(changes: Partial<ProgressStream> = {}): { stream: ProgressStream; text: () => string } {
  const stream = new PassThrough({ encoding: "utf8" });
  let text = "";
  stream.on("data", (chunk: string) => {
    text += chunk;
  });
  return { stream: Object.assign(stream, changes), text: () => text };
}

const step = (number: number, planned = 119) =>
  ({ kind: "executions", probe: "tile-before", number, planned }) as const;

test("a terminal shows the request, the endpoint and the seconds to go at the current pace, in one line", () => {
  const { stream, text } = streamOf({ isTTY: true, columns: 120 });
  let now = 0;
  const view = progressView(stream, 2, () => now);
  view.tell(step(1));
  now = 20_000;
  view.tell(step(41));
  view.end();
  expect(text().split("\r\u001b[2K")).toEqual([
    "",
    "Request 1 of 119, executions: tile-before, about 60 s to go",
    "Request 41 of 119, executions: tile-before, about 40 s to go",
    "",
  ]);
});

test("a narrow terminal gets no second line", () => {
  const { stream, text } = streamOf({ isTTY: true, columns: 30 });
  progressView(stream, 2, () => 0).tell(step(1));
  expect(text()).toBe("\r\u001b[2KRequest 1 of 119, executions:");
});

test("a log gets one line, and none if nothing is paced", () => {
  const { stream, text } = streamOf();
  const view = progressView(stream, 2, () => 0);
  for (const number of [1, 2, 3]) view.tell(step(number));
  view.end();
  expect(text()).toBe("Sending 119 requests, 2 a second: about 60 s.\n");

  const unpaced = streamOf();
  progressView(unpaced.stream, Number.POSITIVE_INFINITY, () => 0).tell(step(1));
  expect(unpaced.text()).toBe("");
});
