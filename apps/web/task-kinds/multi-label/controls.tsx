'use client';
import { classesInUse } from '@querent/contracts';
import { ClassPicker } from '../class-picker';
import type { ControlsProps } from '../task-view';
import { type Draft, toggled } from './keys';

/** Labels are chosen and given up; the button, or Enter, stores them as they stand. */
export function Controls({ task, draft, isDisabled, field, onDraft, onAnswer }: ControlsProps<'multi_label', Draft>) {
  const classes = classesInUse(task.classes);
  const names = classes.filter(({ id }) => draft.classIds.includes(id)).map(({ name }) => name);
  return (
    <div className="grid gap-3">
      <ClassPicker
        classes={classes}
        chosen={draft.classIds}
        isToggle
        isDisabled={isDisabled}
        field={field}
        onChoose={(id) => onDraft(toggled(draft, id))}
        onDone={() => onAnswer(draft)}
      />
      <button
        type="button"
        className="button button-primary min-h-12"
        disabled={isDisabled}
        onClick={() => onAnswer(draft)}
        aria-keyshortcuts="Enter"
      >
        <span className="line-clamp-1">Save: {names.length === 0 ? 'none of these' : names.join(', ')}</span>
        <span className="key max-sm:hidden" aria-hidden="true">
          ⏎
        </span>
      </button>
    </div>
  );
}
