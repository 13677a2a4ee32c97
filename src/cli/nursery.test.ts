import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { runProgramFile } from "../../proofs/kit/run-program.ts";

const module = JSON.stringify(fileURLToPath(new URL("nursery.ts", import.meta.url)));

/** The largest nursery of a process that calls a function and then keeps the latest 100,000 of its objects, in MB. */
async function nurseryOf(name: string): Promise<number> {
  const program = `import { getHeapSpaceStatistics } from "node:v8";
    const { ${name} } = await import(${module});
    ${name}();
    const latest = [];
    let most = 0;
    for (let n = 0; n < 1_000_000; n++) {
      latest[n % 100_000] = { n, text: "text " + n };
      if (n % 10_000 > 0) continue;
      const { space_size } = getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space");
      most = Math.max(most, space_size);
    }
    console.log(most / 2 ** 20);`;
  const { stdout } = await runProgramFile(process.execPath, ["--input-type=module", "--eval", program]);
  return Number(stdout);
}

it("keeps the nursery as small as it is", async () => {
  // It may grow a little before the function is called. V8 alone let it grow to 64 MB here.
  expect(await nurseryOf("keepNursery")).toBeLessThan(6);
});

it("lets the nursery grow to two halves of 4 MB and no further", async () => {
  const size = await nurseryOf("growNursery");
  expect(size).toBeGreaterThan(6);
  expect(size).toBeLessThan(14);
});
