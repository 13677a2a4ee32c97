import { getEventListeners } from "node:events";
import { expect, it } from "vitest";
import { onAbort } from "./on-abort.ts";

it("adds one listener to a signal that many wait for, and none when nobody does", () => {
  const { signal } = new AbortController();
  const stops = Array.from({ length: 40 }, () => onAbort(signal, () => {}));
  expect(getEventListeners(signal, "abort")).toHaveLength(1);
  for (const stop of stops) stop();
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
  onAbort(signal, () => {});
  expect(getEventListeners(signal, "abort")).toHaveLength(1);
});

it("calls each waiting callback once, in order", () => {
  const controller = new AbortController();
  const called: number[] = [];
  const stops = [1, 2, 3, 4].map((number) =>
    onAbort(controller.signal, () => {
      called.push(number);
      if (number === 1) stops[2]?.();
    }),
  );
  stops[1]?.();
  controller.abort();
  expect(called).toEqual([1, 4]);
});
