import { describe, expect, it } from "vitest";
import type { PlannedEvent } from "./event-plan.ts";
import { judgeJournal, judgeOutput } from "./verdict.ts";

const planned: readonly PlannedEvent[] = [1, 2, 3, 4].map((n) => ({
  ...{ id: `event-${n}`, timestamp: n * 1_000, listedAt: n * 1_000, text: `{"id":"event-${n}"}` },
}));
const lines = (...numbers: number[]) => numbers.map((n) => `{"id":"event-${n}"}\n`).join("");
const judge = (text: string) => judgeOutput(text, planned, 4_000);

describe("the written file", () => {
  it("is correct with each event once, in any order, with or without the latest events", () => {
    const well = { expected: 3, lost: 0, repeated: 0, torn: 0 };
    expect(judge(lines(2, 1, 3))).toEqual(well);
    expect(judge(lines(1, 2, 3, 4))).toEqual(well);
  });

  it.each([
    ["lost events", lines(1, 3), { lost: 1 }],
    ["nothing at all", "", { lost: 3 }],
    ["repeated events", lines(1, 2, 3, 3, 3), { repeated: 2 }],
    ["a last line without its end", `${lines(1, 2, 3)}{"id":`, { torn: 1 }],
    ["a torn line with another one behind", `${lines(1, 2)}{"id":"ev${lines(3)}`, { lost: 1, torn: 1 }],
    ["an event that is not the server's", `${lines(1, 2, 3)}{}\n`, { torn: 1 }],
  ])("is wrong with %s", (_what, text, found) => {
    expect(judge(text)).toEqual({ expected: 3, lost: 0, repeated: 0, torn: 0, ...found });
  });
});

describe("a journal", () => {
  it("may repeat an uncommitted batch, in part or with other events", () => {
    const journal = "late 1\na,b\ncommitted\nlate 0\nc,d\nlate 2\nc,e\ncommitted\nlate 0\nd\n";
    expect(judgeJournal(journal)).toEqual({ afterCommit: 0, redelivered: 2, late: 3 });
  });

  it("is wrong if it repeats a committed event", () => {
    const journal = "late 0\na,b\ncommitted\nlate 0\nb,c\ncommitted\n";
    expect(judgeJournal(journal)).toEqual({ afterCommit: 1, redelivered: 1, late: 0 });
  });
});
