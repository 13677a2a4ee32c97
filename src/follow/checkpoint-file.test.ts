import { mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { syncFolder } from "./checkpoint-file.ts";
import { fileCheckpoint } from "./file-checkpoint.ts";
import { checkpointFolder } from "./testing/checkpoint-folder.ts";
import { caught } from "./testing/set-up.ts";

/** Has /dev/full. */
const onLinux = it.skipIf(process.platform !== "linux");

describe("a checkpoint file", () => {
  it("has the state that was saved last, and leaves no other file", async () => {
    const { folder, path, opened } = await checkpointFolder();
    const first = fileCheckpoint(path);
    expect(await first.load()).toBeUndefined();
    const one = await first.save("one", undefined);
    const two = await first.save("two\n…", one);
    await first.close?.();
    expect(await readdir(folder)).toEqual(["state"]);
    const { stored } = await opened();
    expect(stored).toEqual({ state: "two\n…", version: two });
    expect(one).not.toBe(two);
  });

  it("is not overwritten when it changed since it was read", async () => {
    const { folder, path, locks, opened } = await checkpointFolder();
    const { save } = await opened();
    const version = await save("one", undefined);
    await writeFile(path, `np6-checkpoint ${crypto.randomUUID()} ${"0".repeat(64)}\nsomeone else's`);
    for (const expected of [version, undefined]) {
      expect(await caught(save("two", expected))).toMatchObject({ name: "Np6FollowError", kind: "conflict" });
    }
    await rm(path);
    expect(await caught(save("two", version))).toMatchObject({ kind: "conflict" });
    expect(await readdir(folder)).toEqual(await locks());
  });

  it.each(["", "{}", "np6-checkpoint", "my valuable text file"])(
    "is rejected if it holds %j, and left alone",
    async (text) => {
      const { folder, path } = await checkpointFolder();
      await writeFile(path, text);
      const error = await caught(fileCheckpoint(path).load());
      expect(error).toMatchObject({ kind: "damaged" });
      expect(String(error)).toContain(path);
      expect([await readFile(path, "utf8"), await readdir(folder)]).toEqual([text, ["state"]]);
    },
  );

  it("is rejected if a single digit of it was changed, and left alone", async () => {
    const { path } = await checkpointFolder();
    const checkpoint = fileCheckpoint(path);
    await checkpoint.load();
    await checkpoint.save('{"cursor":1767225600000}', undefined);
    await checkpoint.close?.();
    const changed = (await readFile(path, "utf8")).replace("1767", "1867");
    await writeFile(path, changed);
    expect(await caught(checkpoint.load())).toMatchObject({ kind: "damaged" });
    expect(await readFile(path, "utf8")).toBe(changed);
  });

  it("stays behind a link to it, and is locked under both names", async () => {
    const { folder, path, opened } = await checkpointFolder();
    const link = join(folder, "link");
    await writeFile(path, "");
    await symlink(path, link);
    await rm(path);
    // A link that leads nowhere yet would be replaced, so it is made once there is a file.
    const { save, close } = await opened();
    await save("one", undefined);
    expect(await caught(fileCheckpoint(link).load())).toMatchObject({ kind: "locked" });
    await close?.();
    const linked = fileCheckpoint(link);
    await linked.save("two", (await linked.load())?.version);
    await linked.close?.();
    expect(await readFile(path, "utf8")).toMatch(/\ntwo$/);
    expect((await readdir(folder)).sort()).toEqual(["link", "state"]);
  });

  it("must be loaded, and so locked, before saving", async () => {
    const { path } = await checkpointFolder();
    const error = await caught(fileCheckpoint(path).save("one", undefined));
    expect(error).toMatchObject({ kind: "locked" });
    expect(String(error)).toContain("load it first, which locks it");
  });

  it("may be closed and loaded again", async () => {
    const { path } = await checkpointFolder();
    const checkpoint = fileCheckpoint(path);
    for (const round of [0, 1, 2]) {
      const stored = await checkpoint.load();
      expect(stored?.state).toBe(round ? String(round - 1) : undefined);
      await checkpoint.save(String(round), stored?.version);
      await checkpoint.close?.();
    }
  });
});

describe("when the disk fails, the error is clear, the state is intact, and saving can be tried again", () => {
  onLinux("if it is full", async () => {
    const { path, opened } = await checkpointFolder();
    const { save } = await opened();
    const version = await save("one", undefined);
    await symlink("/dev/full", `${path}.tmp`);
    const error = await caught(save("two", version));
    expect(error).toMatchObject({ name: "Np6FollowError", kind: "io", cause: { code: "ENOSPC" } });
    expect(String(error)).toMatch(/can't be saved: ENOSPC/);
    expect(await readFile(path, "utf8")).toMatch(/\none$/);
    await save("two", version);
    expect(await readFile(path, "utf8")).toMatch(/\ntwo$/);
  });

  it("if the new state can't be put in its place", async () => {
    const { path, opened } = await checkpointFolder();
    const { save } = await opened();
    const version = await save("one", undefined);
    await mkdir(`${path}.tmp`);
    expect(await caught(save("two", version))).toMatchObject({ kind: "io", cause: { code: "EISDIR" } });
    await rm(`${path}.tmp`, { recursive: true });
    await save("two", version);
  });

  it.each([
    ["there is no such folder", "nowhere/state", "ENOENT"],
    ["the folder is a file", "file/state", "ENOTDIR"],
  ])("if %s: before anything is read", async (_what, where, code) => {
    const { folder } = await checkpointFolder();
    await writeFile(join(folder, "file"), "");
    const error = await caught(fileCheckpoint(join(folder, where)).load());
    expect(error).toMatchObject({ kind: "io", cause: { code } });
    expect(String(error)).toMatch(/can't be locked/);
  });

  it("if the path is a folder", async () => {
    const { folder, path } = await checkpointFolder();
    await mkdir(path);
    const error = await caught(fileCheckpoint(path).load());
    expect(error).toMatchObject({ kind: "io", cause: { code: "EISDIR" } });
    expect(String(error)).toMatch(/can't be read/);
    expect(await readdir(folder)).toEqual(["state"]);
  });

  // A container mounts a single file in the same way.
  it.runIf(process.platform === "linux")("if something is mounted at the path itself", async () => {
    const error = await caught(fileCheckpoint("/proc").load());
    expect(error).toMatchObject({ name: "Np6FollowError", kind: "mounted" });
    expect(String(error)).toMatch(/Mount its folder\.$/);
  });
});

describe("a folder", () => {
  it("that is not there cannot be flushed", async () => {
    expect(await caught(syncFolder(join((await checkpointFolder()).folder, "missing")))).toMatchObject({
      code: "ENOENT",
    });
  });

  onLinux("that the system cannot flush is left as it is", async () => {
    // Flushing this device fails with EINVAL, as flushing a folder does on some file systems.
    await syncFolder("/dev/null");
  });
});
