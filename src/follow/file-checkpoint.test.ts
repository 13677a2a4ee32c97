import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { fileCheckpoint } from "./file-checkpoint.ts";
import { ownIdentity } from "./process-identity.ts";
import { holderScript, startHolder } from "./testing/holder.ts";
import { caught } from "./testing/set-up.ts";

let folder = "";
let path = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "np6-follow-"));
  path = join(folder, "state");
  return () => rm(folder, { recursive: true, force: true });
});

const locks = async () => (await readdir(folder)).filter((name) => name.startsWith("state.lock-"));

/** Opens the file, closes it at the end of the test. */
async function opened() {
  const checkpoint = fileCheckpoint(path);
  const stored = await checkpoint.load();
  onTestFinished(() => checkpoint.close?.());
  return { ...checkpoint, stored };
}

/** /dev/full, zombies, start times. */
const onLinux = it.skipIf(process.platform !== "linux");

describe("a checkpoint file", () => {
  it("holds what was saved last, and nothing else is left behind", async () => {
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

  it("is not overwritten when it isn't the one that was read", async () => {
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
    "is refused if it holds %j, and left alone",
    async (text) => {
      await writeFile(path, text);
      const error = await caught(fileCheckpoint(path).load());
      expect(error).toMatchObject({ kind: "damaged" });
      expect(String(error)).toContain(path);
      expect([await readFile(path, "utf8"), await readdir(folder)]).toEqual([text, ["state"]]);
    },
  );

  it("is refused if a single digit of it was changed, and left alone", async () => {
    const checkpoint = fileCheckpoint(path);
    await checkpoint.load();
    await checkpoint.save('{"cursor":1767225600000}', undefined);
    await checkpoint.close?.();
    const changed = (await readFile(path, "utf8")).replace("1767", "1867");
    await writeFile(path, changed);
    expect(await caught(checkpoint.load())).toMatchObject({ kind: "damaged" });
    expect(await readFile(path, "utf8")).toBe(changed);
  });

  it("behind a link stays behind it, and is locked under both names", async () => {
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

  it("must be loaded, and so locked, before it is saved", async () => {
    expect(await caught(fileCheckpoint(path).save("one", undefined))).toMatchObject({ kind: "locked" });
  });

  it("may be closed and loaded again", async () => {
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
    await writeFile(join(folder, "file"), "");
    const error = await caught(fileCheckpoint(join(folder, where)).load());
    expect(error).toMatchObject({ kind: "io", cause: { code } });
    expect(String(error)).toMatch(/can't be locked/);
  });

  it("if the path is a folder", async () => {
    await mkdir(path);
    expect(await caught(fileCheckpoint(path).load())).toMatchObject({
      kind: "io",
      cause: { code: "EISDIR" },
    });
    expect(await readdir(folder)).toEqual(["state"]);
  });
});

describe("a second follower", () => {
  it("is refused while the first one lives, and takes over when it was killed", async () => {
    const holder = await startHolder(path);
    const error = await caught(fileCheckpoint(path).load());
    expect(error).toMatchObject({ name: "Np6FollowError", kind: "locked" });
    expect(String(error)).toContain(`process ${holder.pid}`);
    expect(await locks()).toHaveLength(1);
    await holder.kill();
    const { stored, save } = await opened();
    expect(stored?.state).toBe("held");
    await save("taken over", stored?.version);
    expect(await locks()).toHaveLength(1);
  });

  onLinux("takes over from a process that was killed and whose parent took no notice of it", async () => {
    // The shell becomes `sleep`, which never asks for its children.
    const command = '"$0" "$1" "$2" & echo $!; exec sleep 600';
    const args = ["-c", command, process.execPath, holderScript, path];
    const parent = spawn("sh", args, { stdio: ["ignore", "pipe", "inherit"] });
    onTestFinished(() => void parent.kill("SIGKILL"));
    let output = "";
    for await (const text of parent.stdout.setEncoding("utf8")) {
      output += text;
      if (output.includes("held")) break;
    }
    const pid = Number.parseInt(output, 10);
    expect(await caught(fileCheckpoint(path).load())).toMatchObject({ kind: "locked" });
    process.kill(pid, "SIGKILL");
    while (!/\) Z/.test(await readFile(`/proc/${pid}/stat`, "utf8"))) await new Promise(setImmediate);
    expect((await opened()).stored?.state).toBe("held");
  });

  it("is refused in the same process too, and does the first one no harm", async () => {
    const { save } = await opened();
    const second = fileCheckpoint(path);
    expect(await caught(second.load())).toMatchObject({ kind: "locked" });
    await second.close?.();
    expect(await locks()).toHaveLength(1);
    await save("one", undefined);
  });

  onLinux("takes over from an earlier process of the same id", async () => {
    const { start, place } = await ownIdentity();
    await writeFile(`${path}.lock-${process.pid}-${Number(start) - 1}-${place}`, "");
    await opened();
    expect(await locks()).toEqual([`state.lock-${process.pid}-${start}-${place}`]);
  });

  it("goes by signs of life where it can't see the other process: a minute without is death", async () => {
    const foreign = `${path}.lock-1-1-0123456789ab`;
    await writeFile(foreign, "");
    const error = await caught(fileCheckpoint(path).load());
    expect(error).toMatchObject({ kind: "locked" });
    expect(String(error)).toMatch(/another machine or container/);
    const old = Date.now() / 1000 - 61;
    await utimes(foreign, old, old);
    await opened();
    expect(await locks()).toHaveLength(1);
    expect((await locks())[0]).not.toContain("0123456789ab");
  });

  it("is not bothered by the locks of other checkpoints, nor by what only looks like a lock", async () => {
    await fileCheckpoint(join(folder, "state.lock-x")).load();
    await writeFile(`${path}.lock-notes.txt`, "");
    await opened();
    expect(await readFile(`${path}.lock-notes.txt`, "utf8")).toBe("");
  });

  it("of four that come at once, one at most gets it", async () => {
    // Dead: it is for them to remove.
    await writeFile(`${path}.lock-4194304-1-${(await ownIdentity()).place}`, "");
    const contenders = Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, [holderScript, path], { stdio: ["ignore", "pipe", "ignore"] });
      onTestFinished(() => void child.kill("SIGKILL"));
      return Promise.race([
        once(child.stdout, "data").then(() => "held"),
        once(child, "exit").then(() => "refused"),
      ]);
    });
    const held = (await Promise.all(contenders)).filter((outcome) => outcome === "held");
    expect(held.length).toBeLessThanOrEqual(1);
    expect(await locks()).toHaveLength(held.length);
  });
});
