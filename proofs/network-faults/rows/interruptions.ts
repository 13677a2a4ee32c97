import { listOf, responseHead, well } from "../responses.ts";
import { forEachConsumer, type NetworkFault } from "../row.ts";

const percents = Array.from({ length: 20 }, (_, step) => step * 5);

/** The process is told to end, or is killed, in the middle of a response; or its clock is wrong. */
export const interruptionRows: readonly NetworkFault[] = [
  ...(["SIGINT", "SIGTERM", "SIGKILL"] as const).flatMap((name) =>
    forEachConsumer(percents, (percent) => ({
      id: `${name.toLowerCase()}-at-${percent}-percent`,
      title: `${name} after ${percent} % of the body`,
      respond: ({ socket, events, signal }) => {
        const list = listOf(events);
        const part = list.slice(0, Math.floor((list.length * percent) / 100));
        socket.write(responseHead(200) + part, () => signal(name));
      },
      promised: { exitCode: name === "SIGKILL" ? null : 130 },
      consumers: percent % 20 === 0 ? ["pull", "file"] : ["file"],
      requests: 1,
    })),
  ),
  {
    id: "clock-set-back",
    title: "the clock is set back by an hour while it follows",
    respond: well,
    clock: "set-back",
    promised: { code: "NP6_FOLLOW", kind: "clock" },
    consumers: ["follow"],
  },
];
