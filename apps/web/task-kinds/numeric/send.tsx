import { numeric } from '@querent/contracts';
import { SendButton } from '../send-button';
import type { SendProps } from '../task-view';
import { type Draft, readyAnswer } from './keys';

/** Stores the number, where it is one that can be answered. */
export function Send({ task, draft, isDisabled, onAnswer }: SendProps<'numeric', Draft>) {
  const answer = readyAnswer(draft, task);
  return (
    <SendButton
      text={answer ? `Save: ${numeric.textOf(answer, task)}` : 'Save'}
      isDisabled={isDisabled || answer === null}
      onSend={() => answer && onAnswer(answer)}
    />
  );
}
