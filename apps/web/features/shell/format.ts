/** A proportion with three decimals, as papers print it. */
export const formatShare = (value: number) => value.toFixed(3);

const four = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/** As many digits as tell two values of a target apart. */
export const formatValue = (value: number) => four.format(value);

/** A score that questions are ranked by: nats mostly, and of a number's variance as large as its target makes it. */
export const formatScore = (score: number) =>
  score === 0 || (Math.abs(score) >= 0.001 && Math.abs(score) < 1_000) ? score.toFixed(3) : formatValue(score);

/** A proportion, as people say it. */
export const formatPercent = (share: number) => `${Math.round(100 * share)} %`;

/** A point in time, as the server and every browser write it: pages are drawn by both. */
export const timeOf = (iso: string) => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

/** The day of a time, where the person is: 3 March 2026. */
export const formatDay = (iso: string) => new Date(iso).toLocaleDateString('en-GB', { dateStyle: 'long' });

/** A time that is left, in words short enough for a status line. */
export function formatSeconds(seconds: number): string {
  if (seconds < 1) return 'under a second';
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return `${Math.round(seconds / 60)} min`;
}
