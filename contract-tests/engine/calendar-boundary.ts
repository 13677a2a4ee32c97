const dayMs = 86_400_000;

/**
 * An instant at which the calendar turns, after `first` and not after `last`: where servers err that think in local
 * time, in days or in months. The rarest first: the hour that European clocks repeat in autumn, the beginning of a
 * month, midnight.
 */
export function calendarBoundaryWithin(first: number, last: number): number | undefined {
  const inside = (instant: number) => instant > first && instant <= last;
  const years = range(new Date(first).getUTCFullYear(), new Date(last).getUTCFullYear());
  const months = years.flatMap((year) => range(0, 11).map((month) => Date.UTC(year, month)));
  const middle = (first + last) / 2;
  const midnight = Math.round(middle / dayMs) * dayMs;
  return [...years.map(endOfSummerTime), ...months, midnight].find(inside);
}

/** The last Sunday of October, 01:00 UTC: Paris sets its clocks from 03:00 back to 02:00. */
function endOfSummerTime(year: number): number {
  const lastOfOctober = Date.UTC(year, 9, 31, 1);
  return lastOfOctober - new Date(lastOfOctober).getUTCDay() * dayMs;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
