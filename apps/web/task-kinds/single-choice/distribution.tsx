import { ClassBars } from '../class-bars';
import { countClasses } from '../count-classes';
import type { DistributionProps } from '../task-view';

export const Distribution = ({ task, answers }: DistributionProps<'single_choice'>) => (
  <ClassBars
    bars={countClasses(task.classes, answers, ({ classId }) => [classId])}
    hint="Active learning asks more about what it confuses, so uneven bars are expected."
  />
);
