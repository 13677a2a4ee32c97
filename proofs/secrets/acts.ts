import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { canaries } from "./canaries.ts";
import type { PlantedDatabase } from "./database.ts";
import { window } from "./servers.ts";

/** A program that is run with the key in its environment. */
export interface Act {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether stdout carries events, which hold addresses: that is what it is for. */
  readonly dataOnStdout?: boolean;
  /** Whether it says on stderr where it listens. Its pages are read, and then it is ended with SIGTERM. */
  readonly listens?: boolean;
}

/** Where acts leave files: `data` has events; `shown` is for people, and for the next run. */
export interface Folders {
  readonly data: string;
  readonly shown: string;
}

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const cli = path("../../src/cli/np6-events.ts");
const bounds = ["--start", String(window.start), "--end", String(window.end)];

/** All that is run against one server. */
export function actsOn(server: string, url: string, { data, shown }: Folders): Act[] {
  const inData = (name: string): string => join(data, `${server}-${name}`);
  const inShown = (name: string): string => join(shown, `${server}-${name}`);
  const settings = {
    NP6_NOTIFICATION_ID: "156",
    NP6_WINDOW: `${new Date(window.start).toISOString()}/${new Date(window.end).toISOString()}`,
    NP6_STRICT: "1",
  };
  const reportsTo = (name: string) => ({
    ...settings,
    NP6_REPORT_DIR: inShown(name),
    GITHUB_STEP_SUMMARY: inShown(`${name}-step-summary.md`),
  });
  const pulls = (["ndjson", "json", "csv"] as const).map(
    (format): Act => ({
      name: `pull --format ${format}`,
      args: [cli, "pull", "executions", "156", "--format", format, ...bounds],
      dataOnStdout: true,
    }),
  );
  return [
    { name: "a program that logs everything", args: [path("chatty-program.ts"), url] },
    ...pulls,
    {
      name: "pull --out",
      args: [cli, "pull", "activations", "156", ...bounds, "--out", inData("pulled")],
    },
    {
      name: "follow",
      args: [
        ...[cli, "follow", "activations", "156", "--once", "--from", String(window.start)],
        ...["--checkpoint", inShown("checkpoint"), "--out", inData("followed")],
      ],
    },
    {
      name: "sync",
      args: [
        ...[cli, "sync", "--database", inData("events.db"), "--notification", "1,156", "--once"],
        ...["--from", String(window.start), "--max-rps", "100"],
      ],
    },
    { name: "status", args: [cli, "status", "--database", inData("events.db")] },
    { name: "status --json", args: [cli, "status", "--database", inData("events.db"), "--json"] },
    {
      name: "conform --record",
      args: [cli, "conform", "--record", inShown("recording"), "--write-baseline", inShown("baseline.json")],
      env: reportsTo("conform"),
    },
    {
      name: "conform --replay",
      args: [cli, "conform", "--replay", inShown("recording")],
      env: reportsTo("replay"),
    },
    {
      name: "contract:live",
      args: [path("../../scripts/contract/main.ts"), "--target", "live"],
      env: reportsTo("live"),
    },
  ];
}

/** What is run against one server and a database that has a password. */
export function actsOnDatabase({ address, addressWithoutPassword }: PlantedDatabase): Act[] {
  const sync = [cli, "sync", "--notification", "1,156", "--from", String(window.start), "--max-rps", "100"];
  const inArgument = ["--database", addressWithoutPassword];
  const inAddress = { NP6_DATABASE_URL: address };
  return [
    { name: "sync --listen into Postgres", args: [...sync, "--listen", "0"], env: inAddress, listens: true },
    {
      name: "sync --once into Postgres",
      args: [...sync, "--once", ...inArgument],
      env: { PGPASSWORD: canaries.password },
    },
    { name: "status of Postgres", args: [cli, "status"], env: inAddress },
    {
      name: "status of Postgres with a wrong password",
      args: [cli, "status", ...inArgument],
      env: { PGPASSWORD: `${canaries.password}!` },
    },
    { name: "sync --remove on Postgres", args: [cli, "sync", "--remove", "1"], env: inAddress },
  ];
}
