/** Where a series of samples is heading. */
export interface Trend {
  readonly median: number;
  /** How much the line through the samples rises from the first to the last. */
  readonly growth: number;
  /** How far the middle nine tenths of the samples lie apart around that line. */
  readonly noise: number;
}

/** Fits a line to samples that were taken at equal distances; there must be two at least. */
export function trendOf(samples: readonly number[]): Trend {
  const count = samples.length;
  const meanAt = (count - 1) / 2;
  const mean = samples.reduce((sum, value) => sum + value, 0) / count;
  const spread = samples.reduce((sum, _, at) => sum + (at - meanAt) ** 2, 0);
  const slope = samples.reduce((sum, value, at) => sum + (at - meanAt) * (value - mean), 0) / spread;
  const residuals = samples.map((value, at) => value - mean - slope * (at - meanAt));
  return {
    median: quantile(samples, 0.5),
    growth: slope * (count - 1),
    noise: quantile(residuals, 0.95) - quantile(residuals, 0.05),
  };
}

function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
}
