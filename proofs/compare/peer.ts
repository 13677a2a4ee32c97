import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import type { ContractSettings } from "../../contract-tests/engine/settings.ts";

/**
 * What a tool objects to: the names of what failed, without values, positions and times. So they can be held against what
 * it objects to on the conformant server.
 */
export type Complaints = readonly string[];

/** A tool that is ready to run. */
export interface ReadyPeer {
  /** Holds one server to the contract, as the tool would in CI. */
  run(server: ContractSettings): Promise<Complaints>;
}

/** A tool that the suite is compared with. */
export interface Peer {
  readonly id: string;
  readonly title: string;
  /** Package whose version is shown; its own `package.json` pins it. */
  readonly packageName?: string;
  /** How it is set up here. */
  readonly setUp: string;
  /** What of the contract it cannot check. */
  readonly cannot: string;
  /** Why it cannot run on this machine; `undefined` when it can. */
  missing(): string | undefined;
  /** Does once what its runs share, such as converting the contract. */
  prepare(): Promise<ReadyPeer>;
}

/** Loads a package of the comparison. Not by `import`: the project's types must not depend on their being installed. */
export const load: NodeJS.Require = createRequire(import.meta.url);

/** {@link load} for a package that is modules only. */
export function loadModule(name: string): Promise<unknown> {
  return import(name);
}

/** The reason for which a package of the comparison is missing. */
export function missingPackage(name: string): string | undefined {
  const found = load.resolve.paths(name)?.some((folder) => existsSync(`${folder}/${name}/package.json`));
  return found ? undefined : "not installed: npm ci --prefix proofs/compare";
}
