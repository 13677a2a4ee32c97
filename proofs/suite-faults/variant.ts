import type { Condition } from "../../contract-tests/diagnosis/condition.ts";
import type { ReadEvents } from "../../contract-tests/engine/client-exchange.ts";
import type { ContractSettings } from "../../contract-tests/engine/settings.ts";
import type { SandboxOptions } from "../../src/sandbox/options.ts";
import type { SandboxStages } from "../../src/sandbox/stages.ts";

/** Stages of the sandbox that a server replaces; the others stay as they are. */
export type Stages = Partial<SandboxStages>;

/** A server of the catalogue: how it differs from the sandbox that the self-test starts. */
export interface ServerVariant {
  /** In kebab-case, unique in the catalogue. */
  readonly id: string;
  /** What the server does, as a sentence without its subject. */
  readonly title: string;
  readonly options?: SandboxOptions;
  /** Made anew for each start, since servers count their requests. */
  readonly stages?: () => Stages;
  /** The path below which it is served. */
  readonly basePath?: string;
  /** What our client is replaced with: the suite judges it, too. */
  readonly client?: ReadEvents;
  /** What the run is told about it, where that differs. */
  readonly settings?: Partial<Pick<ContractSettings, "notificationId" | "window" | "timeoutMs">>;
}

/** A server that breaks one rule, as it is written in a topic's file. */
export interface TopicFault extends ServerVariant {
  /** What it breaks: a JSON pointer into the bundled contract, or the section of a standard. */
  readonly breaks: string;
  /** For which requests it does; absent where for all of them. */
  readonly condition?: Condition;
  /** A public report of such a fault in a real program. */
  readonly seenIn?: `https://github.com/${string}`;
}

/** A server that breaks one rule. */
export interface Fault extends TopicFault {
  readonly topic: string;
  readonly condition: Condition;
}

/** A server that keeps the contract in a way that a careless check would object to. */
export interface Variation extends ServerVariant {
  /** Why it conforms. */
  readonly allowed: string;
  /** It leaves most checks with nothing to judge. */
  readonly bare?: true;
}
