import { expect, it } from "vitest";
import { databaseOf, rejectPasswords } from "./database.ts";
import { readable } from "./failure.ts";

it.each([
  ["--database", "postgres://np6:top-secret@db/np6"],
  ["--database=postgresql://np6:top-secret@db:5432/np6?sslmode=require"],
  ["--database", "postgres://np6:a/b?c@d@db/np6"],
  ["--database", "postgres://db/np6?sslmode=require&password=top-secret"],
  ["POSTGRES://np6:top-secret@db/np6"],
  // It begins as a port.
  ["postgres://np6:5432/top-secret@db/np6"],
  ["postgres://np6:5432,top-secret@db/np6"],
  ["host=db user=np6 password=top-secret"],
])("a password among the arguments is rejected, and not shown: %j %j", (...args) => {
  expect(() => rejectPasswords(args)).toThrow(/^There is a password in --database/);
  expect(() => rejectPasswords(args)).not.toThrow(/top-secret/);
});

it.each([
  ["postgres://np6@db:5432/np6"],
  ["postgres://db:5432/np6?application_name=np6:sync@here"],
  ["postgres:///np6?host=/run/postgresql"],
  ["postgres://db:5432,db2:5433/np6?application_name=np6:sync@here"],
  ["host=db user=np6"],
  ["events.db"],
  ["sqlite:a:b@c"],
])("an address without a password is accepted: %s", (database) => {
  expect(() => rejectPasswords(["--database", database])).not.toThrow();
});

it.each([
  ["postgres://np6:top-secret@db/np6", "top-secret"],
  ["postgres://np6:top%2Dsecret@db/np6", "top-secret"],
  ["postgres://np6:top%2Dsecret@db/np6", "top%2Dsecret"],
  ["postgres://np6:100%sure-thing@db/np6", "100%sure-thing"],
  ["postgres://db/np6?password=top-secret&sslmode=require", "top-secret"],
])("no message shows the password of %s", (address, secret) => {
  const env = { NP6_DATABASE_URL: address, PGPASSWORD: "another-secret" };
  expect(readable(`It said ${secret} and another-secret.`, env)).toBe("It said [redacted] and [redacted].");
});

it.each([
  ["sqlite:events.db", "events.db"],
  ["sqlite:///var/lib/events.db", "/var/lib/events.db"],
  ["sqlite://events.db", "events.db"],
  ["C:\\events.db", "C:\\events.db"],
  ["./a b.db", "./a b.db"],
])("%s is the file %s", async (address, name) => {
  expect((await databaseOf(undefined, { NP6_DATABASE_URL: address })).name).toBe(name);
});

it("an address of another form is no file, and neither an unescaped password nor a file of that name is made", async () => {
  const open = (address: string) => databaseOf(undefined, { NP6_DATABASE_URL: address });
  await expect(open("host=db password=top-secret")).rejects.toThrow(/^Write the address of .* as postgres:/);
  for (const password of ["5432/top-secret", "5432?top-secret", "5432#top-secret", "5432/top?secret"]) {
    await expect(open(`postgres://np6:${password}@db/np6`)).rejects.toThrow(
      /has an @ behind its host(?!.*top)/,
    );
  }
  await expect(open("postgres://db/np6?application_name=me@here")).resolves.toBeDefined();
});

it("a Postgres address opens a Postgres store, named without its password", async () => {
  const { name, workers } = await databaseOf(undefined, {
    NP6_DATABASE_URL: "postgres://np6:top-secret@db/np6",
  });
  expect(name).toBe("postgres://np6@db/np6");
  expect(workers).toBeDefined();
});
