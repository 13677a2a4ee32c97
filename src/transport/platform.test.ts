import { afterEach, expect, it, vi } from "vitest";
import { systemPlatform } from "./platform.ts";

afterEach(() => void vi.useRealTimers());

it("calls back when the time has passed, unless it was cancelled", () => {
  vi.useFakeTimers();
  const [kept, calledOff] = [vi.fn(), vi.fn()];
  systemPlatform.after(10, kept);
  systemPlatform.after(10, calledOff)();
  vi.advanceTimersByTime(9);
  expect(kept).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect([kept.mock.calls.length, calledOff.mock.calls.length]).toEqual([1, 0]);
});
