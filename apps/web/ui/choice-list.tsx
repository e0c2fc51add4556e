'use client';
import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { ReactNode } from 'react';

export interface ChoiceListProps<Value extends string> {
  /** What is chosen, for screen readers. */
  label: string;
  choices: readonly { value: Value; title: string; hint?: ReactNode }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** One of a few, each explained beside the others. */
export function ChoiceList<Value extends string>({ label, choices, value, onChange }: ChoiceListProps<Value>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(chosen) => onChange(chosen as Value)} // one of the values below
      className="grid grid-cols-1 gap-2"
    >
      {choices.map(({ value, title, hint }) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the radio inside is one
        <label
          key={value}
          className="flex cursor-pointer gap-3 rounded-xl border border-line px-3 py-2.5 text-sm hover:bg-sunken has-data-checked:border-accent has-data-checked:bg-wash"
        >
          <Radio.Root
            value={value}
            className="mt-0.5 grid size-4.5 shrink-0 place-items-center rounded-full border border-quiet bg-panel data-checked:border-accent"
          >
            <Radio.Indicator className="size-2.5 rounded-full bg-accent" />
          </Radio.Root>
          <span className="min-w-0">
            <span className="block font-semibold">{title}</span>
            {hint && <span className="hint block">{hint}</span>}
          </span>
        </label>
      ))}
    </RadioGroup>
  );
}
