import type { ProjectEvent } from '@querent/contracts';

/** Why “Train now” would be refused, in words; null where it would not. */
export function whyNotTrain({ counts, untilModel }: Pick<ProjectEvent, 'counts' | 'untilModel'>): string | null {
  if (counts.changed === 0) return 'Nothing to train on: no label is new or has changed.';
  return untilModel?.isHeldUp ? 'Nothing to train on: no label there is can be learned from.' : null;
}
