import type { SandboxEvent } from "../../../src/sandbox/options.ts";

/** A uuid that is a number. */
export function uuid(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
}

/** An event of each kind at each of the times. */
export function madeEventsAt(times: readonly number[], id = 156): SandboxEvent[] {
  return times.flatMap((timestamp, i) =>
    ["activation", "execution", "cancellation"].map((type, kind): SandboxEvent => {
      const send = {
        id,
        version: uuid(0),
        kind: "application",
        receiver: { type: "contact", value: { type: "footprint" } },
      };
      const detail = {
        [type === "activation" ? "activation" : "execution"]: send,
        ...(type === "cancellation" ? { cancellation: { type: "user defined policy" } } : {}),
      };
      const source = { type: "notification", detail };
      return { type, id: uuid(3 * i + kind + 1), timestamp, identity: { type: "customer" }, source };
    }),
  );
}
