/**
 * Whether this is a page or a worker of a browser, where everybody can read the key. `WorkerGlobalScope` would not
 * tell: server-side runtimes have it too, and only browsers have `importScripts`.
 */
export function isBrowser(): boolean {
  return (
    ("window" in globalThis && "document" in globalThis) ||
    ("importScripts" in globalThis && !("Deno" in globalThis))
  );
}
