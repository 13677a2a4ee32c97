import { spawn } from "node:child_process";
import { once } from "node:events";
import { lstat, readFile, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { fileCheckpoint } from "./file-checkpoint.ts";
import { ownIdentity } from "./file-lock.ts";
import { checkpointFolder, holderScript, startHolder } from "./testing/checkpoint-folder.ts";
import { caught } from "./testing/set-up.ts";

/** Shows zombies, and when a process started. */
const onLinux = it.skipIf(process.platform !== "linux");

describe("a second follower", () => {
  it("is rejected while the first one lives, and takes over when it was killed", async () => {
    const { path, locks, opened } = await checkpointFolder();
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
    const { path, opened } = await checkpointFolder();
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

  it("is rejected in the same process too, and does not disturb the first one", async () => {
    const { path, locks, opened } = await checkpointFolder();
    const { save } = await opened();
    const second = fileCheckpoint(path);
    const error = await caught(second.load());
    expect(error).toMatchObject({ kind: "locked" });
    expect(String(error)).toContain("in use by this very process");
    await second.close?.();
    expect(await locks()).toHaveLength(1);
    await save("one", undefined);
  });

  onLinux("takes over from an earlier process of the same id", async () => {
    const { path, locks, opened } = await checkpointFolder();
    const { start, place } = await ownIdentity();
    await writeFile(`${path}.lock-${process.pid}-${Number(start) - 1}-${place}`, "");
    await opened();
    expect(await locks()).toEqual([`state.lock-${process.pid}-${start}-${place}`]);
  });

  it("takes over at once from a process that ran before this machine was last started", async () => {
    const { path, locks, opened } = await checkpointFolder();
    const { place } = await ownIdentity();
    const [machine, , container] = place.split("_");
    await writeFile(`${path}.lock-1-1-${machine}_0badb007_${container}`, "");
    await opened();
    expect(await locks()).toHaveLength(1);
  });

  it("is rejected by a process of another boot that may be another machine's", async () => {
    const { path } = await checkpointFolder();
    await writeFile(`${path}.lock-1-1-07he2b0c_0badb007_00000000`, "");
    expect(await caught(fileCheckpoint(path).load())).toMatchObject({ kind: "locked" });
  });

  it("is rejected through a link to a file that does not exist yet, as through the file", async () => {
    const { folder, path, locks, opened } = await checkpointFolder();
    const link = join(folder, "link");
    await symlink("state", link);
    const first = fileCheckpoint(link);
    await first.load();
    expect(await locks()).toHaveLength(1);
    expect(await caught(fileCheckpoint(path).load())).toMatchObject({ kind: "locked" });
    await first.save("one", undefined);
    await first.close?.();
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect((await opened()).stored?.state).toBe("one");
  });

  it("takes over after a minute without a sign of life if it can't see the other process", async () => {
    const { path, locks, opened } = await checkpointFolder();
    const foreign = `${path}.lock-1-1-0123456789ab`;
    await writeFile(foreign, "");
    const recent = Date.now() / 1000 - 20;
    await utimes(foreign, recent, recent);
    const error = await caught(fileCheckpoint(path).load());
    expect(error).toMatchObject({ kind: "locked" });
    expect(String(error)).toMatch(/process 1 of another machine or container, alive [2-5]\d s ago/);
    const old = Date.now() / 1000 - 61;
    await utimes(foreign, old, old);
    await opened();
    expect(await locks()).toHaveLength(1);
    expect((await locks())[0]).not.toContain("0123456789ab");
  });

  it("ignores the locks of other checkpoints, and files that only look like a lock", async () => {
    const { folder, path, opened } = await checkpointFolder();
    await fileCheckpoint(join(folder, "state.lock-x")).load();
    await writeFile(`${path}.lock-notes.txt`, "");
    await opened();
    expect(await readFile(`${path}.lock-notes.txt`, "utf8")).toBe("");
  });

  it("is rejected when four start at once: at most one gets the lock", async () => {
    const { path, locks } = await checkpointFolder();
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
