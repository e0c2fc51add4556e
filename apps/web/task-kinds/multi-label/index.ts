import { multiLabel as kind } from '@querent/contracts';
import { classLegend } from '../class-legend';
import type { TaskView } from '../task-view';
import { Controls } from './controls';
import { Distribution } from './distribution';
import { type Draft, keys } from './keys';
import { Send } from './send';

export const multiLabel: TaskView<'multi_label', Draft> = {
  draft: kind.answer,
  draftOf: (answer) => answer ?? { classIds: [] },
  answerOf: (draft) => draft,
  keys,
  legend: ({ classes }) => [
    ...classLegend(classes, (name) => `“${name}” holds, or does not`),
    { key: 'Enter', text: 'Save the labels that are chosen; none is an answer too', description: '' },
    { key: 'Esc', text: 'Choose none again', description: '' },
  ],
  Controls,
  Send,
  Distribution,
};
