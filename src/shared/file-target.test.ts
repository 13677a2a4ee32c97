import { mkdir, readFile, realpath, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../../proofs/kit/temporary-folder.ts";
import { fileTarget, isMountPoint, makeFolder } from "./file-target.ts";

async function inFolder(): Promise<(name: string) => string> {
  const { path, remove } = temporaryFolder("target");
  onTestFinished(remove);
  const folder = await realpath(path);
  return (name) => join(folder, name);
}

it("finds the target of a link, whether it exists or not", async () => {
  const at = await inFolder();
  await mkdir(at("data"));
  await symlink("data/new", at("link"));
  await symlink("link", at("link-to-link"));
  await symlink("data", at("folder"));
  const before = await Promise.all(
    ["link", "link-to-link", "folder/new"].map((name) => fileTarget(at(name))),
  );
  await writeFile(at("data/new"), "");
  const after = await Promise.all(["link", "link-to-link", "folder/new"].map((name) => fileTarget(at(name))));
  expect(before).toEqual([at("data/new"), at("data/new"), at("data/new")]);
  expect(after).toEqual(before);
  expect(await fileTarget(at("none/of/these"))).toBe(at("none/of/these"));
});

it("rejects links that lead in a circle", async () => {
  const at = await inFolder();
  await symlink("b", at("a"));
  await symlink("a", at("b"));
  await expect(fileTarget(at("a"))).rejects.toMatchObject({ code: "ELOOP" });
});

it.runIf(process.platform === "linux")("tells whether a path is a mount point", async () => {
  expect(await isMountPoint("/proc")).toBe(true);
  expect(await isMountPoint("/proc/self")).toBe(false);
});

it("creates a folder and its parents, unless they exist", async () => {
  const at = await inFolder();
  await makeFolder(at("a/b/c"));
  await makeFolder(at("a/b/c"));
  await writeFile(at("a/b/c/file"), "text");
  expect(await readFile(at("a/b/c/file"), "utf8")).toBe("text");
  await expect(makeFolder(at("a/b/c/file"))).rejects.toMatchObject({ code: "EEXIST" });
  await expect(makeFolder(at("a/b/c/file/d"))).rejects.toMatchObject({ code: "ENOTDIR" });
});

it.runIf(process.platform === "linux")(
  "fails where no folder can be made, and does not try for ever",
  async () => {
    await expect(makeFolder("/proc/none/of/these")).rejects.toMatchObject({ code: "ENOENT" });
  },
);
