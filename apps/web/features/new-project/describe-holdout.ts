import { many, type Survey } from '@querent/contracts';

/** At which the width of the interval is told, as the survey does. */
const LIKELY_ACCURACY = 0.8;
const Z = 1.96;

/** What so many records for measuring mean for the figures: the sentences of the survey, which follow what is typed. */
export function describeHoldout(
  size: number,
  {
    holdout: { records, most, reason },
    task,
    counts,
  }: Pick<Survey, 'holdout' | 'task'> & { counts: { isWhole: boolean } },
): string {
  if (size === records) return reason;
  if (size > most) return `${counts.isWhole ? '' : 'About '}${many(most, 'record')} at most can be kept aside.`;
  if (size <= 0) return 'Without any, nothing can be measured: models are trained all the same.';
  const rest = reason.includes('. ') ? reason.slice(reason.indexOf('. ') + 2) : '';
  return `${many(size, 'record')}: ${precisionOf(size, task.kind)}. ${rest}`.trim();
}

function precisionOf(size: number, kind: Survey['task']['kind']): string {
  if (kind === 'numeric')
    return `the error of a model known to about ± ${Math.round((100 * Z) / Math.sqrt(2 * size))} % of itself`;
  // Half of Wilson's interval.
  const spread = (LIKELY_ACCURACY * (1 - LIKELY_ACCURACY)) / size + Z ** 2 / (4 * size ** 2);
  const points = (100 * Z * Math.sqrt(spread)) / (1 + Z ** 2 / size);
  return `accuracy to ± ${points < 1.5 ? points.toFixed(1) : Math.round(points)} points`;
}
