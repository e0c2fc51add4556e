import { ClassCounts } from '../class-counts';
import { countClasses } from '../count-classes';
import type { DistributionProps } from '../task-view';

const NONE = { id: '', name: 'none of these' };

export function Distribution({ task, answers }: DistributionProps<'multi_label'>) {
  const none = answers.filter(({ answer }) => answer.classIds.length === 0).reduce((sum, { count }) => sum + count, 0);
  const bars = countClasses(task.classes, answers, ({ classIds }) => classIds);
  return (
    <ClassCounts
      bars={none > 0 ? [...bars, { ...NONE, value: none }] : bars}
      hint="A record counts for each of its labels. Active learning asks more about what it confuses, so uneven bars are expected."
    />
  );
}
