import type { Training } from '@querent/contracts';
import { timeOf } from '@/features/shell/format';

export interface NextTimeProps {
  training: Training;
}

/** When the schedule looks next; nothing without one. */
export function NextTime({ training: { scheduledAt } }: NextTimeProps) {
  if (!scheduledAt) return null;
  return (
    <p className="hint digits">
      By the clock a model is trained next at <time dateTime={scheduledAt}>{timeOf(scheduledAt)}</time>, if there are
      new labels.
    </p>
  );
}
