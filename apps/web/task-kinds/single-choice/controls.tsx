'use client';
import { classesInUse } from '@querent/contracts';
import { ClassPicker } from '../class-picker';
import type { ControlsProps } from '../task-view';
import type { Draft } from './keys';

/** A press answers: there is nothing to confirm. */
export const Controls = ({ task, draft, isDisabled, field, onAnswer }: ControlsProps<'single_choice', Draft>) => (
  <ClassPicker
    classes={classesInUse(task.classes)}
    chosen={draft ? [draft.classId] : []}
    isToggle={false}
    isDisabled={isDisabled}
    field={field}
    onChoose={(classId) => onAnswer({ classId })}
  />
);
