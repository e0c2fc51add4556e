'use client';
import type { OptionField } from '@querent/contracts';
import type { ReactNode } from 'react';
import { Field } from '@/ui/field';
import { Select } from '@/ui/select';
import { SwitchField } from '@/ui/switch-field';
import { TextField } from '@/ui/text-field';

export interface OptionInputProps {
  name: string;
  field: OptionField;
  value: unknown;
}

/** With a point or a comma, and an exponent where there is one. */
const NUMBER = '\\s*[\\-+]?(\\d+([.,]\\d*)?|[.,]\\d+)([eE][\\-+]?\\d+)?\\s*';

/** The field of one option of a method, with what it means. */
export function OptionInput({ name, field, value }: OptionInputProps) {
  const { choices, isWhole, min, max, word } = field;
  const text = value === null || value === undefined ? '' : String(value);
  const common = {
    name,
    label: <span className="font-mono">{field.name}</span>,
    hint: `${field.description}. Default: ${field.default === null ? 'none' : String(field.default)}.`,
  };
  const controls: Record<OptionField['kind'], () => ReactNode> = {
    switch: () => <SwitchField {...common} isOn={value === true} />,
    choice: () => (
      <Field {...common} isButton>
        <Select options={choices} defaultValue={text} />
      </Field>
    ),
    number: () =>
      word === null ? (
        <TextField
          {...common}
          type="number"
          step={isWhole ? 1 : 'any'}
          min={min ?? undefined}
          max={max ?? undefined}
          defaultValue={text}
        />
      ) : (
        <TextField
          {...common}
          inputMode="decimal"
          pattern={`${NUMBER}${word && `|${word}`}`}
          title={word ? `A number, or “${word}”` : 'A number, or nothing'}
          defaultValue={text}
        />
      ),
  };
  return controls[field.kind]();
}
