import type { TaskView } from '../task-view';
import { Controls } from './controls';
import { Distribution } from './distribution';
import { answerOf, Draft, keys } from './keys';
import { Send } from './send';

export const numeric: TaskView<'numeric', Draft> = {
  draft: Draft,
  draftOf: (answer) => ({ text: answer ? String(answer.value) : '' }),
  answerOf,
  keys,
  legend: () => [
    { key: '/', text: 'Type a number; digits, a sign and a point begin it too', description: '' },
    { key: null, text: '↑ and ↓ in the field: one step up or down', description: '' },
    { key: 'Enter', text: 'Save the number', description: '' },
    { key: 'Esc', text: 'Clear the number', description: '' },
  ],
  Controls,
  Send,
  Distribution,
};
