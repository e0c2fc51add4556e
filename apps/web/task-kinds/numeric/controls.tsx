'use client';
import { rangeOf } from '@querent/contracts';
import type { KeyboardEvent } from 'react';
import type { ControlsProps } from '../task-view';
import { answerOf, type Draft, problemOf, readyAnswer } from './keys';

/** A number is typed, or found with the slider where there is a range; Enter stores it. */
export function Controls({ task, draft, isDisabled, field, onDraft, onAnswer }: ControlsProps<'numeric', Draft>) {
  const { unit, low, high, step } = task.settings;
  const answer = answerOf(draft);
  const problem = problemOf(draft, task);
  const save = () => {
    const ready = readyAnswer(draft, task);
    if (!ready) return;
    field.current?.blur();
    onAnswer(ready);
  };
  const move = (by: number) => {
    const from = answer?.value ?? low ?? 0;
    const moved = Math.max(low ?? -Infinity, Math.min(high ?? Infinity, answer ? from + by * (step ?? 1) : from));
    onDraft({ text: String(Number(moved.toPrecision(12))) });
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') save();
    else if (event.key === 'ArrowUp') move(1);
    else if (event.key === 'ArrowDown') move(-1);
    else if (event.key === 'Escape') {
      onDraft({ text: '' });
      event.currentTarget.blur();
    } else return;
    event.preventDefault();
  };
  return (
    <div className="grid content-start gap-2 sm:gap-3">
      <label className="grid gap-1.5 text-sm">
        <span>
          Number{unit && ` in ${unit}`} <span className="hint">{rangeOf(low, high, '')}</span>
        </span>
        <input
          ref={field}
          type="text"
          inputMode="decimal"
          className="field digits text-lg"
          autoComplete="off"
          disabled={isDisabled}
          value={draft.text}
          aria-invalid={problem !== null}
          aria-describedby="number-problem"
          onChange={(event) => onDraft({ text: event.target.value })}
          onKeyDown={press}
        />
      </label>
      {low !== null && high !== null && (
        <input
          type="range"
          className="accent-accent"
          aria-label={`Number from ${low} to ${high}`}
          min={low}
          max={high}
          step={step ?? 'any'}
          disabled={isDisabled}
          value={answer?.value ?? (low + high) / 2}
          onChange={(event) => onDraft({ text: String(Number(Number(event.target.value).toPrecision(6))) })}
        />
      )}
      <p id="number-problem" className="text-bad text-sm" role="status">
        {problem}
      </p>
    </div>
  );
}
