'use client';
import { classesInUse } from '@querent/contracts';
import { ClassPicker } from '../class-picker';
import type { ControlsProps } from '../task-view';
import { type Draft, toggled } from './keys';

/** Labels are chosen and given up. */
export const Controls = ({
  task,
  draft,
  isDisabled,
  field,
  onDraft,
  onAnswer,
}: ControlsProps<'multi_label', Draft>) => (
  <ClassPicker
    classes={classesInUse(task.classes)}
    chosen={draft.classIds}
    isToggle
    isDisabled={isDisabled}
    field={field}
    onChoose={(id) => onDraft(toggled(draft, id))}
    onDone={() => onAnswer(draft)}
  />
);
