import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { runProgramFile } from "../../proofs/kit/run-program.ts";

const module = JSON.stringify(fileURLToPath(new URL("heap.ts", import.meta.url)));

/** What a process holds before it calls a function, and at most when it then keeps the latest 200,000 of its objects, in MB. */
async function mostOf(
  name: string,
): Promise<{ readonly before: number; readonly nursery: number; readonly old: number }> {
  const program = `import { getHeapSpaceStatistics } from "node:v8";
    const { ${name} } = await import(${module});
    const nurseryNow = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space").space_size;
    const before = nurseryNow() / 2 ** 20;
    ${name}();
    const latest = [];
    const most = { nursery: 0, old: 0 };
    for (let n = 0; n < 1_000_000; n++) {
      latest[n % 200_000] = { n, text: "text " + n };
      if (n % 10_000 > 0) continue;
      const spaces = Object.fromEntries(getHeapSpaceStatistics().map((space) => [space.space_name, space]));
      most.nursery = Math.max(most.nursery, spaces.new_space.space_size / 2 ** 20);
      most.old = Math.max(most.old, spaces.old_space.space_used_size / 2 ** 20);
    }
    console.log(JSON.stringify({ before, ...most }));`;
  const { stdout } = await runProgramFile(process.execPath, ["--input-type=module", "--eval", program]);
  return JSON.parse(stdout);
}

it("keeps the nursery as small as it is, and lets the heap of old objects double", async () => {
  const { before, nursery, old } = await mostOf("keepHeapSmall");
  // It takes the pages that it may have already, which are more where starting took more. V8 alone let it grow to 64 MB here.
  expect(nursery - before).toBeLessThan(5);
  // Some 20 MB of them are in use. V8 alone let them grow to more than 80 MB here.
  expect(old).toBeLessThan(60);
});

it("lets the nursery of a sync grow to two halves of 4 MB and no further", async () => {
  const { nursery, old } = await mostOf("sizeHeapForSync");
  expect(nursery).toBeGreaterThan(6);
  expect(nursery).toBeLessThan(14);
  expect(old).toBeLessThan(60);
});
