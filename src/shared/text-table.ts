/**
 * Lays out rows as columns of text.
 *
 * @param rows All have as many cells as the first; the last column of a row is not padded.
 * @param numeric Whether the columns after the first hold numbers, which stand at the right. Default: no.
 */
export function textTable(rows: readonly (readonly string[])[], numeric = false): readonly string[] {
  const widths = columnWidths(rows);
  return rows.map((row) =>
    row
      .map((cell, i) => padCell(cell, i, widths, numeric))
      .join("")
      .trimEnd(),
  );
}

/** How wide each column of a table is, for tables that paint their cells after they are padded. */
export function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  return (rows[0] ?? []).map((_, i) => rows.reduce((most, row) => Math.max(most, row[i]?.length ?? 0), 0));
}

/** Pads one cell, with the gap before its column. */
export function padCell(cell: string, column: number, widths: readonly number[], numeric = false): string {
  const width = widths[column] ?? 0;
  if (column === 0) return cell.padEnd(width);
  return numeric ? cell.padStart(width + 3) : `  ${cell.padEnd(width)}`;
}
