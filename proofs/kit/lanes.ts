/**
 * Works on items in order, some at a time.
 *
 * @param work takes an item and the number of its lane, from 0; a lane works on one item at a time
 * @returns the results in the order of the items
 */
export async function inLanes<Item, Result>(
  items: Iterable<Item>,
  lanes: number,
  work: (item: Item, lane: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  // All lanes take from one iterator, so each item is worked on once.
  const waiting = [...items].entries();
  const run = async (_: unknown, lane: number): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await work(item, lane);
  };
  await Promise.all(Array.from({ length: lanes }, run));
  return results;
}
