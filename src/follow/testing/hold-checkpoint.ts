import { fileCheckpoint } from "../file-checkpoint.ts";

// A process that holds the checkpoint named by its argument until it is killed, and says when it does.
const checkpoint = fileCheckpoint(process.argv[2] ?? "");
const stored = await checkpoint.load();
await checkpoint.save("held", stored?.version);
process.stdout.write("held\n");
setInterval(() => {}, 1_000);
