import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { byteSource } from "./byte-source.test-helper.ts";
import { decodeJsonArray, type JsonArrayOptions } from "./index.ts";

async function batchesOf(chunks: string[], options?: JsonArrayOptions): Promise<unknown[][]> {
  const batches: unknown[][] = [];
  for await (const batch of decodeJsonArray(byteSource(chunks).stream, options).batches())
    batches.push(batch);
  return batches;
}

async function elementsOf(chunks: string[], options?: JsonArrayOptions): Promise<unknown[]> {
  const elements: unknown[] = [];
  for await (const element of decodeJsonArray(byteSource(chunks).stream, options)) elements.push(element);
  return elements;
}

describe("reading a JSON array from a stream", () => {
  it("delivers the elements in order", async () => {
    expect(await elementsOf(['[{"id":1},', '{"id":2},{"id"', ":3}]"])).toEqual([
      { id: 1 },
      { id: 2 },
      { id: 3 },
    ]);
  });

  it("delivers batches as they arrive, none of them empty", async () => {
    expect(await batchesOf(["[1,", "2,3,", " ", "4", "]", "\n"])).toEqual([[1], [2, 3], [4]]);
  });

  it("delivers an element before the next chunk is read", async () => {
    const { stream, pulls } = byteSource(['[{"id":1},', '{"id":2}]']);
    const iterator = decodeJsonArray(stream)[Symbol.asyncIterator]();
    expect(await iterator.next()).toEqual({ done: false, value: { id: 1 } });
    expect(pulls()).toBe(1);
  });

  it("reads nothing before the first element is asked for", () => {
    const { stream, pulls } = byteSource(["[1]"]);
    decodeJsonArray(stream)[Symbol.asyncIterator]();
    decodeJsonArray(stream).batches();
    expect([pulls(), stream.locked]).toEqual([0, false]);
  });

  it.each([["[]"], [" [\n] "], ["[", "]"], ["[", " ", "]", " "]])(
    "takes %j as no elements",
    async (...chunks) => {
      expect(await batchesOf(chunks)).toEqual([]);
    },
  );

  it("accepts a byte order mark, which Response.json() does and JSON.parse does not", async () => {
    expect(await elementsOf(["\uFEFF[1]"])).toEqual([1]);
  });

  it("keeps a key named __proto__ as plain data", async () => {
    const [element] = await elementsOf(['[{"__proto__":{"polluted"', ":true}}]"]);
    expect(Object.keys(element as object)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(element)).toBe(Object.prototype);
  });

  it("skips the white space around it", async () => {
    expect(await elementsOf([" \t\r\n [1]", " \n\r\n\t"])).toEqual([1]);
  });

  it("waits for the rest of a number", async () => {
    expect(await elementsOf(["[1", "2,3", "4]"])).toEqual([12, 34]);
  });

  it("is not misled by text inside an element that looks like its edge", async () => {
    const event = { type: "a", text: ',{"type":"b"},{', list: [{ type: "c" }, { type: "d" }] };
    const text = JSON.stringify(Array.from({ length: 20 }, () => event));
    for (const size of [7, 40, 100, 333]) {
      const chunks = text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
      expect(await elementsOf(chunks)).toEqual(JSON.parse(text));
    }
  });

  it("rejects a second iteration of either form", async () => {
    const elements = decodeJsonArray(byteSource(["[1]"]).stream);
    const batches = elements.batches();
    for await (const _ of batches);
    await expect(async () => {
      for await (const _ of elements);
    }).rejects.toThrow(new TypeError("The body was already read."));
    expect(() => batches[Symbol.asyncIterator]()).toThrow(TypeError);
  });
});

describe("ending early", () => {
  it("cancels the stream when the loop is left, and has done so when the loop is over", async () => {
    const { stream, cancel, pulls } = byteSource(['[{"id":1},', '{"id":2}]']);
    for await (const _ of decodeJsonArray(stream)) break;
    expect([cancel(), stream.locked, pulls()]).toEqual(["done", false, 1]);
  });

  it("cancels the stream when a loop over batches throws", async () => {
    const { stream, cancel } = byteSource(["[1,", "2]"]);
    const failing = async (): Promise<void> => {
      for await (const _ of decodeJsonArray(stream).batches()) throw new Error("mine");
    };
    await expect(failing()).rejects.toThrow("mine");
    expect(cancel()).toBe("done");
  });

  it("cancels the stream when the text is broken", async () => {
    const { stream, cancel } = byteSource(["[,", "1]"]);
    await expect(decodeJsonArray(stream)[Symbol.asyncIterator]().next()).rejects.toThrow();
    expect(cancel()).toBe("done");
  });

  it("rejects a waiting read with the signal's reason at once and cancels the stream", async () => {
    const { stream, cancel } = byteSource(["[1,"], "stall");
    const controller = new AbortController();
    const iterator = decodeJsonArray(stream, { signal: controller.signal })[Symbol.asyncIterator]();
    await iterator.next();
    const waiting = iterator.next();
    controller.abort("enough");
    await expect(waiting).rejects.toBe("enough");
    expect([cancel(), stream.locked]).toEqual(["begun", false]);
  });

  it("delivers no further element of a batch once the signal is aborted", async () => {
    const controller = new AbortController();
    const seen: unknown[] = [];
    const reading = async (): Promise<void> => {
      for await (const element of decodeJsonArray(byteSource(["[1,2,3]"]).stream, {
        signal: controller.signal,
      })) {
        seen.push(element);
        controller.abort("enough");
      }
    };
    await expect(reading()).rejects.toBe("enough");
    expect(seen).toEqual([1]);
  });

  it("does not read at all when the signal is aborted already", async () => {
    const { stream, pulls, cancel } = byteSource(["[1]"]);
    const next = decodeJsonArray(stream, { signal: AbortSignal.abort("before") })
      [Symbol.asyncIterator]()
      .next();
    await expect(next).rejects.toBe("before");
    expect([pulls(), cancel()]).toEqual([0, "done"]);
  });

  it("leaves no listener on the signal, however it ends", async () => {
    const { signal } = new AbortController();
    const listeners = (): number => getEventListeners(signal, "abort").length;
    await elementsOf(["[1]"], { signal });
    await expect(elementsOf(["[1,"], { signal })).rejects.toThrow();
    for await (const _ of decodeJsonArray(byteSource(["[1,", "2]"]).stream, { signal })) {
      expect(listeners()).toBe(1);
      break;
    }
    expect(listeners()).toBe(0);
  });
});
