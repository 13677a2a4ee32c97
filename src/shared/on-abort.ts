/** The callbacks of each signal, called when it is aborted. */
const listeners = new WeakMap<AbortSignal, Set<() => void> & EventListenerObject>();

/**
 * Calls a function when a signal is aborted. Many callbacks share one listener on a signal. Node reports the eleventh
 * listener as a leak, and a service shares the signal of its shutdown with all its calls.
 *
 * @returns Stops waiting.
 */
export function onAbort(signal: AbortSignal, run: () => void): () => void {
  const shared = listeners.get(signal) ?? newListener();
  listeners.set(signal, shared);
  // A separate callback for each call, even for the same function.
  const call = (): void => run();
  shared.add(call);
  // A listener that is there is not added again.
  signal.addEventListener("abort", shared);
  return () => {
    shared.delete(call);
    if (shared.size === 0) signal.removeEventListener("abort", shared);
  };
}

function newListener(): Set<() => void> & EventListenerObject {
  const calls = new Set<() => void>();
  const handleEvent = (): void => {
    for (const call of calls) call();
  };
  return Object.assign(calls, { handleEvent });
}
