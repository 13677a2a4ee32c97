import { checkEventParameters } from "../../../src/client/event-parameters.ts";
import type { Instant } from "../../../src/client/instants.ts";
import { Np6ConfigError } from "../../../src/errors.ts";
import { attempt, type FuzzTarget, must } from "../target.ts";

/** What a caller passes in: `[id, query]` as JSON. */
export const queryTarget: FuzzTarget = {
  name: "query",
  seeds: [
    '[156,{"start":"2026-02-01T10:00:00Z","end":"2026-02-01T11:00:00.250+01:00","sort":"asc"}]',
    '[0,{"start":1614089582000,"end":1.7e12}]',
    '[2147483647,{"start":"2026-02-28T23:59:59,9999-23:59"}]',
    '[156,{"start":1614089582}]',
  ],
  check(input) {
    const read = attempt(() => JSON.parse(Buffer.from(input).toString()));
    if (!("value" in read) || !Array.isArray(read.value)) return;
    const [id, asked] = read.value as [number, Record<string, Instant> | undefined];
    if (typeof asked !== "object" || asked === null || Array.isArray(asked)) return;
    const checked = attempt(() => checkEventParameters("activations", id, asked));
    if ("error" in checked) {
      must(checked.error instanceof Np6ConfigError, `it throws ${checked.error}`);
      must(!checked.error.message.includes("\n"), "a message of more than a line");
      return;
    }
    const { start, end, sort } = checked.value;
    must(Number.isInteger(id) && id >= 0 && id < 2 ** 31, `the id ${id} is sent`);
    must(sort === undefined || sort === "asc" || sort === "desc", `the order ${sort} is sent`);
    for (const [name, wire] of Object.entries({ start, end })) {
      const given = asked[name];
      must((wire === undefined) === (given === undefined), `${name} is lost or made up`);
      if (wire === undefined) continue;
      must(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(wire), `${name} is sent as ${wire}`);
      // The platform reads most of what we accept, to the millisecond; it cuts where we round up.
      const other = typeof given === "string" ? Date.parse(given.replace(",", ".")) : Number(given);
      must(
        Number.isNaN(other) || Math.abs(Date.parse(wire) - other) <= 1,
        `${name} is another moment: ${wire}`,
      );
    }
    must(!(start && end) || start <= end, "an inverted window is sent");
  },
};
