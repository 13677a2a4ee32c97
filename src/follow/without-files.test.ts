import { expect, it } from "vitest";
import * as everywhere from "./index.ts";
import * as withoutFiles from "./without-files.ts";

it("has the names of ./follow, and says that fileCheckpoint needs a file system", () => {
  expect(Object.keys(withoutFiles).sort()).toEqual(Object.keys(everywhere).sort());
  const message =
    "`fileCheckpoint` needs a file system, and this bundle is for a browser or a worker. Pass a `checkpoint` of your own.";
  expect(() => withoutFiles.fileCheckpoint("checkpoint")).toThrow(message);
  expect(everywhere.fileCheckpoint("checkpoint").name).toBe("checkpoint checkpoint");
});
