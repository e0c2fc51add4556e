import { ClassCounts } from '../class-counts';
import { countClasses } from '../count-classes';
import type { DistributionProps } from '../task-view';

export const Distribution = ({ task, answers }: DistributionProps<'single_choice'>) => (
  <ClassCounts
    bars={countClasses(task.classes, answers, ({ classId }) => [classId])}
    hint="Active learning asks more about what it confuses, so uneven bars are expected."
  />
);
