import type { RecordContent, Task, TaskSettings } from '@querent/contracts';
import { recordViewOf } from '@/record-kinds/registry';
import { taskViewOf } from '@/task-kinds/registry';
import type { KeyListProps } from './key-list';
import { pageKeys } from './keys';

const NAMES: Record<string, string> = {
  ...{ '-': '−', ArrowUp: '↑', ArrowDown: '↓', PageUp: 'page up', PageDown: 'page down', Home: 'home', End: 'end' },
};

/**
 * Everything that keys do on the page: those of the task first, which the others leave to it.
 *
 * @param content of the card on the screen; null where there is none
 */
export function keyRows(
  task: Task<TaskSettings>,
  content: RecordContent | null,
  isTaken: (key: string) => boolean,
): KeyListProps['rows'] {
  const { skip, undo } = pageKeys(isTaken);
  const ofCard = (content ? recordViewOf(content).legend(content) : []).map(({ ways, text }) => ({
    key: ways
      .flatMap((keys) => keys.find((key) => !isTaken(key)) ?? [])
      .map((key) => NAMES[key] ?? key)
      .join(', '),
    text,
  }));
  return [
    ...taskViewOf(task.settings).legend(task),
    { key: listed(skip), text: 'Skip this record' },
    { key: listed(undo), text: 'Take the last answer back' },
    ...ofCard.filter(({ key }) => key !== ''),
    { key: '?', text: 'Show or hide this list' },
  ];
}

const listed = (keys: string[]) => [keys.slice(0, -1).join(', '), ...keys.slice(-1)].filter(Boolean).join(' or ');
