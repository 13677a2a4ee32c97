import { type Measurement, type Runs, typical } from "./measure.ts";

/** A Markdown table. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, index) => (index === 0 ? "---" : "---:"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

/** A column of {@link comparison}: a figure of each subject, as a multiple of the reference's. */
export interface TableColumn {
  readonly title: string;
  readonly figure: keyof Measurement;
}

/** Subjects by what they took, as multiples of the reference in the same rounds; absolute figures with their spread last. */
export function comparison(
  results: ReadonlyMap<string, Runs>,
  reference: string,
  columns: readonly TableColumn[],
  absolute: (runs: readonly Measurement[]) => string,
): string {
  const base = results.get(reference) ?? [];
  const rows = [...results].map(([name, runs]) => {
    if ("failed" in runs) return [name, ...columns.map(() => "–"), `failed: ${runs.failed}`];
    const cells = columns.map(({ figure }) =>
      "failed" in base ? "–" : times(typical(runs, figure) / typical(base, figure)),
    );
    return [name, ...cells, absolute(runs)];
  });
  return markdownTable(["", ...columns.map(({ title }) => title), "on the machine of this table"], rows);
}

export function times(ratio: number): string {
  return ratio.toFixed(ratio < 10 ? 2 : 0);
}

/** `1.23 s (1.19–1.40)`. */
export function seconds(runs: readonly Measurement[], figure: "seconds" | "cpuSeconds" = "seconds"): string {
  const values = runs.map((sample) => sample[figure]);
  const unit =
    typical(runs, figure) < 0.1 ? { scale: 1e6, name: "µs", digits: 0 } : { scale: 1, name: "s", digits: 2 };
  const show = (value: number) => (value * unit.scale).toFixed(unit.digits);
  const spread = values.length > 1 ? ` (${show(Math.min(...values))}–${show(Math.max(...values))})` : "";
  return `${show(typical(runs, figure))} ${unit.name}${spread}`;
}
