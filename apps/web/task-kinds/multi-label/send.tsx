import { classesInUse } from '@querent/contracts';
import { SendButton } from '../send-button';
import type { SendProps } from '../task-view';
import type { Draft } from './keys';

/** Stores the labels as they stand. */
export function Send({ task, draft, isDisabled, onAnswer }: SendProps<'multi_label', Draft>) {
  const chosen = classesInUse(task.classes).filter(({ id }) => draft.classIds.includes(id));
  const text = chosen.length === 0 ? 'none of these' : chosen.map(({ name }) => name).join(', ');
  return <SendButton text={`Save: ${text}`} isDisabled={isDisabled} onSend={() => onAnswer(draft)} />;
}
