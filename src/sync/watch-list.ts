import type { Platform } from "../transport/platform.ts";
import { planStreams, type StreamRequest } from "./plan-streams.ts";
import type { SyncOptions } from "./sync-options.ts";

const listMs = 15_000;

/**
 * Adds the new ids of a list of notifications. An id that stays in the list is not added again, because its streams may
 * have been removed meanwhile.
 *
 * @returns A function that stops it.
 */
export function watchList(
  readList: () => Promise<readonly number[]>,
  request: StreamRequest,
  {
    store,
    platform: { after },
    onNotice,
  }: Pick<SyncOptions, "store" | "onNotice"> & { readonly platform: Pick<Platform, "after"> },
): () => void {
  let known = new Set(request.notifications);
  let told: string | undefined;
  let isOver = false;
  let cancel = after(listMs, look);

  async function addNew(): Promise<void> {
    const list = await readList();
    // The store may be closed by now.
    if (isOver) return;
    const notifications = list.filter((id) => !known.has(id));
    if (notifications.length > 0) {
      await store.add(planStreams(await store.streams(), { ...request, notifications }, store.name));
    }
    known = new Set(list);
    told = undefined;
  }

  function look(): void {
    addNew()
      .catch((error: Error) => {
        // The same reason every 15 s would fill a log.
        if (error.message !== told && !isOver) onNotice?.(error.message);
        told = error.message;
      })
      .finally(() => {
        if (!isOver) cancel = after(listMs, look);
      });
  }

  return () => {
    isOver = true;
    cancel();
  };
}
