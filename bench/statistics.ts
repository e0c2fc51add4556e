/** Mean, or NaN of nothing. */
export const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/** Standard error of the mean with the unbiased variance; null of fewer than two values. */
export function standardError(values: readonly number[]) {
  if (values.length < 2) return null;
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

/** A figure to so many digits, for JSON. */
export const rounded = (value: number | null, digits = 4) =>
  value === null || !Number.isFinite(value) ? null : Number(value.toFixed(digits));
