import { expect, test } from "vitest";
import { topics } from "./rows/index.ts";
import { runRow } from "./run-row.ts";

const rows = Object.values(topics).flat();
const rowOf = (id: string) => {
  const row = rows.find((row) => row.id === id);
  if (!row) throw new Error(`There is no row ${id}.`);
  return row;
};

test("every row has an id of its own", () => {
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});

// One of all rows, which are `npm run proof faults`.
test("a kept promise is no problem", async () => {
  expect((await runRow(rowOf("reset-at-55-percent"), "array")).problems).toEqual([]);
});

test("a broken promise is reported", async () => {
  const row = { ...rowOf("closed-at-55-percent"), promised: "every event" } as const;
  const { problems } = await runRow(row, "stream");
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain("Np6StreamError");
});
