import { runContract } from "../../../contract-tests/run-contract.ts";
import type { Peer } from "../peer.ts";

/** This project's own suite, run by the same harness. */
export const suite: Peer = {
  id: "suite",
  title: "This suite",
  setUp: "`strict`, as in the self-test.",
  cannot:
    "Questions that need a second account or more time than a run has: whose events a key may see, and how late an event may come.",
  missing: () => undefined,
  prepare: async () => ({
    async run(server) {
      const { results, exitCode, stopped } = await runContract("sandbox", server);
      const failed = results.filter(({ outcome }) => outcome === "failed" || outcome === "refuted");
      return exitCode === 2 ? [stopped ?? "stopped"] : failed.map(({ check }) => check);
    },
  }),
};
