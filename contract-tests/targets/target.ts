import type { ContractSettings } from "../engine/settings.ts";

/** What a run needs to know of its target; the rest of the settings is the user's choice. */
export type TargetSettings = Pick<
  ContractSettings,
  "baseUrl" | "apiKey" | "notificationId" | "window" | "stateful" | "examplesOnRequest" | "probes" | "maxRps"
>;

/** A server to hold to the contract. */
export interface Target {
  readonly name: TargetName;
  readonly settings: TargetSettings;
  /** Ends what was started for the run. */
  close(): Promise<void>;
}

/** The three targets: Prism serving the contract's examples, the sandbox, and a server of the user's. */
export const targetNames = ["mock", "sandbox", "live"] as const;
/** Name of a target. */
export type TargetName = (typeof targetNames)[number];
