import type { Peer } from "../peer.ts";
import { dredd } from "./dredd.ts";
import { portman } from "./portman.ts";
import { prismProxy } from "./prism-proxy.ts";
import { respect } from "./respect.ts";
import { schemaTest } from "./schema-test.ts";
import { schemathesis } from "./schemathesis.ts";
import { specmatic } from "./specmatic.ts";
import { suite } from "./suite.ts";

/** What is compared: this suite, and what a team could use in its place. */
export const peers: readonly Peer[] = [
  suite,
  schemaTest,
  respect,
  specmatic,
  portman,
  prismProxy,
  dredd,
  schemathesis,
];
