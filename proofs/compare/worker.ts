import { peers } from "./peers/index.ts";
import { runServer } from "./run-server.ts";

// A process of its own for each tool: some print, some end the process, and one hangs for ever on a server that does.
const peer = peers.find(({ id }) => id === process.argv[2]);
if (!peer) throw new Error(`No tool is called ${process.argv[2]}.`);
const ready = await peer.prepare();
process.on("message", async (id: string) => process.send?.(await runServer(ready, id)));
// With what the tool has started and not ended.
process.on("disconnect", () => process.kill(-process.pid, "SIGKILL"));
process.send?.("ready");
