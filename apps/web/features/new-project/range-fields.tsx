'use client';
import { readNumber, type Survey } from '@querent/contracts';
import { TextField } from '@/ui/text-field';
import type { Choices } from './choices';

export interface RangeFieldsProps {
  choices: Choices;
  /** Of the labels. */
  range: Survey['range'];
  onChange: (changes: Partial<Choices>) => void;
}

function problemOf(text: string): string | null {
  const read = text.trim() === '' ? null : readNumber(text);
  return read && 'problem' in read ? read.problem : null;
}

/** What stands behind a number, and between which it lies. */
export function RangeFields({ choices, range, onChange }: RangeFieldsProps) {
  const bound = (name: 'low' | 'high', label: string) => (
    <TextField
      label={label}
      name={name}
      inputMode="decimal"
      autoComplete="off"
      placeholder="none"
      validate={problemOf}
      value={choices[name] ?? ''}
      onValueChange={(text) => onChange({ [name]: text })}
    />
  );
  return (
    <div className="grid grid-cols-1 gap-2">
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        {bound('low', 'Least')}
        {bound('high', 'Greatest')}
        <TextField
          label="Unit"
          name="unit"
          maxLength={20}
          autoComplete="off"
          placeholder="MPa, €, …"
          value={choices.unit}
          onValueChange={(unit) => onChange({ unit })}
        />
      </div>
      <p className="hint">
        {range && `The numbers that are there go from ${range.low} to ${range.high}. `}A number outside of the bounds is
        refused; with both there is a slider.
      </p>
    </div>
  );
}
