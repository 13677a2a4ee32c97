import type { NetworkFault } from "../row.ts";
import { bodyRows } from "./bodies.ts";
import { connectionRows } from "./connection.ts";
import { databaseRows } from "./database.ts";
import { framingRows } from "./framing.ts";
import { interruptionRows } from "./interruptions.ts";
import { redirectRows } from "./redirects.ts";
import { statusRows } from "./statuses.ts";
import { throttlingRows } from "./throttling.ts";

/** The matrix, by topic. */
export const topics: Readonly<Record<string, readonly NetworkFault[]>> = {
  connection: connectionRows,
  framing: framingRows,
  status: statusRows,
  throttling: throttlingRows,
  redirect: redirectRows,
  body: bodyRows,
  interruption: interruptionRows,
  database: databaseRows,
};
