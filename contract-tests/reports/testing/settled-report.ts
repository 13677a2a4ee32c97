import type { ContractReport } from "../../engine/report.ts";

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** A report without what differs from run to run, such as the port, so that its picture changes only when it should. */
export function settledReport(report: ContractReport): ContractReport {
  const ids = new Map<string, string>();
  const settle = (id: string): string => {
    const settled = ids.get(id) ?? `3f0c2a52-6c1e-4f0e-9a55-${String(ids.size + 1).padStart(12, "0")}`;
    ids.set(id, settled);
    return settled;
  };
  const text = JSON.stringify(report)
    .replaceAll(report.baseUrl, "http://127.0.0.1:8080")
    .replace(uuid, settle);
  return { ...JSON.parse(text), startedAt: "2026-02-04T08:00:00.000Z", durationMs: 600 };
}
