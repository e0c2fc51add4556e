import type { Survey } from '@querent/contracts';
import { formatCount } from '@/features/shell/format';

/** What so many records for measuring mean for the figures. */
export function describeHoldout(size: number, { holdout, task, counts }: Pick<Survey, 'holdout' | 'task' | 'counts'>) {
  if (size === holdout.records) return holdout.reason;
  if (size > holdout.most) return `There are ${formatCount(holdout.most)} records at most that can be kept aside.`;
  const all = size + counts.holdout;
  if (all <= 0) return 'Without any, no figure says how good a model is.';
  if (task.kind === 'numeric')
    return `Figures come from ${formatCount(all)} records: the more there are, the steadier they stand.`;
  const points = Math.max(1, Math.round((100 * 0.98) / Math.sqrt(all)));
  return `An accuracy that is measured on ${formatCount(all)} is known to ${points} points up or down, or better.`;
}
