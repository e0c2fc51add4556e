import { singleChoice as kind } from '@querent/contracts';
import { classLegend } from '../class-legend';
import type { TaskView } from '../task-view';
import { Controls } from './controls';
import { Distribution } from './distribution';
import { type Draft, keys } from './keys';

export const singleChoice: TaskView<'single_choice', Draft> = {
  draft: kind.answer.nullable(),
  draftOf: (answer) => answer,
  answerOf: (draft) => draft,
  keys,
  legend: ({ classes }) => classLegend(classes, (name) => `It is “${name}”`),
  Controls,
  Distribution,
};
