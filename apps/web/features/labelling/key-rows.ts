import type { RecordContent, Task, TaskSettings } from '@querent/contracts';
import { recordViewOf } from '@/record-kinds/registry';
import { taskViewOf } from '@/task-kinds/registry';
import type { KeyListProps } from './key-list';
import { pageKeys } from './keys';

/** Everything that keys do on the page: those of the task first, which the others leave to it. */
export function keyRows(
  task: Task<TaskSettings>,
  content: Pick<RecordContent, 'kind'>,
  isTaken: (key: string) => boolean,
): KeyListProps['rows'] {
  const { skip, undo } = pageKeys(isTaken);
  const ofCard = recordViewOf(content).legend.filter(([key]) => !isTaken(key));
  return [
    ...taskViewOf(task.settings).legend(task),
    { key: listed(skip), text: 'Skip this record' },
    { key: listed(undo), text: 'Take the last answer back' },
    ...ofCard.map(([key, text]) => ({ key, text })),
    { key: '?', text: 'Show or hide this list' },
  ];
}

const listed = (keys: string[]) => [keys.slice(0, -1).join(', '), ...keys.slice(-1)].filter(Boolean).join(' or ');
