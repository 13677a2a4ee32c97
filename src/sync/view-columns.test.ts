import { expect, it } from "vitest";
import { eventColumns } from "../../generated/contract.js";
import { eventKinds } from "../shared/event-kinds.ts";
import { viewColumns, viewName } from "./view-columns.ts";

it.each(eventKinds)("a view of %s has the columns of the CSV, with unique names", (kind) => {
  const columns = viewColumns(kind);
  expect(columns.map(({ path }) => path.join("."))).toEqual(eventColumns[kind]);
  const names = ["notification_id", "published_at", "event", ...columns.map(({ name }) => name)];
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect([viewName(kind), ...names].filter((name) => !/^[a-z]\w*$/.test(name))).toEqual([]);
});
