import type { Runtime } from "../transport/runtime.ts";

/** Waits; rejects with the signal's reason as soon as that is aborted. Leaves no listener on it. */
export function sleep(ms: number, signal: AbortSignal | undefined, after: Runtime["after"]): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = after(ms, () => {
      signal?.removeEventListener("abort", abort);
      resolve();
    });
    const abort = (): void => {
      cancel();
      reject(signal?.reason);
    };
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
  });
}
