import { expect, test } from "vitest";
import { contractNode } from "../../contract-tests/engine/contract.ts";
import { faults, variations } from "./catalogue.ts";
import { variants } from "./run-self-test.ts";

const ids = variants.map(({ id }) => id);

test("the catalogue is large enough, and much of it was seen in real programs", () => {
  expect(faults.length).toBeGreaterThanOrEqual(100);
  expect(variations.length).toBeGreaterThanOrEqual(20);
  expect(faults.filter(({ seenIn }) => seenIn !== undefined).length).toBeGreaterThanOrEqual(30);
});

test("ids are in kebab-case and unique", () => {
  expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test("titles are unique and begin like a sentence without its subject", () => {
  const titles = variants.map(({ title }) => title);
  expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([]);
  expect(titles.filter((title) => !/^[a-z].*[^.]$/.test(title) && !title.startsWith("HTTP"))).toEqual([]);
});

test("every fault breaks something that the contract or a standard says", () => {
  const standard = /^RFC \d{4}(, section [\d.]+)?$/;
  const unfounded = faults.filter(({ breaks }) =>
    breaks.startsWith("#") ? contractNode(breaks) === undefined : !standard.test(breaks),
  );
  expect(unfounded.map(({ id, breaks }) => [id, breaks])).toEqual([]);
});

test("every `seenIn` is a thread on GitHub", () => {
  const thread = /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/(issues|pull)\/\d+$/;
  expect(faults.flatMap(({ seenIn }) => seenIn ?? []).filter((url) => !thread.test(url))).toEqual([]);
});

test("every fault has an edit or a client of its own, every variation an edit, a store or settings", () => {
  expect(faults.filter(({ stages, client }) => !stages && !client).map(({ id }) => id)).toEqual([]);
  const bare = variations.filter(
    ({ stages, options, settings, basePath }) => !stages && !options && !settings && !basePath,
  );
  expect(bare.map(({ id }) => id)).toEqual([]);
});
