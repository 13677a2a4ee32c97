import { expect, test } from "vitest";
import { htmlReport } from "../page/report-page.ts";
import { faultyReport } from "./faulty-report.ts";
import { settledReport } from "./settled-report.ts";

test("two runs against the same fault give the same page", async () => {
  const [one, other] = [await faultyReport(), await faultyReport()];
  expect(one.baseUrl).not.toBe(other.baseUrl);
  const page = htmlReport(settledReport(one));
  expect(htmlReport(settledReport(other)) === page).toBe(true);
  expect(page).not.toContain(one.baseUrl);
});
