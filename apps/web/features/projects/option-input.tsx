'use client';
import type { OptionField } from '@querent/contracts';
import type { ReactNode } from 'react';
import { Field } from '@/ui/field';
import { Select } from '@/ui/select';
import { SwitchField } from '@/ui/switch-field';
import { TextField } from '@/ui/text-field';
import { NOT_SET, readText, textOf } from './option-text';

export interface OptionInputProps {
  name: string;
  field: OptionField;
  value: unknown;
  /** What new projects of this kind get; undefined where that is the default. */
  proposed?: unknown;
}

/** A value in words. */
const said = (field: OptionField, value: unknown) => {
  if (field.kind === 'switch') return value === true ? 'on' : 'off';
  return value === null ? 'none' : textOf(field, value) || 'empty';
};

/** What the option is where nobody sets it. */
const presetsOf = (field: OptionField, proposed: unknown) =>
  proposed === undefined
    ? `Default: ${said(field, field.default)}.`
    : `Proposed for a project like this: ${said(field, proposed)}. The method’s own default: ${said(field, field.default)}.`;

/** The field of one option of a method, with what it means. */
export function OptionInput({ name, field, value, proposed }: OptionInputProps) {
  const { kind, choices, isWhole, min, max, word } = field;
  const text = textOf(field, value);
  const common = {
    name,
    label: <span className="font-mono">{field.name}</span>,
    hint: `${field.description}. ${presetsOf(field, proposed)}`,
  };
  const typed = {
    ...common,
    validate: (typed: string) => readText(field, typed).problem,
    autoComplete: 'off',
    defaultValue: text,
  };
  const listed = (what: string) => <TextField {...typed} hint={`${common.hint} ${what}, with commas between them.`} />;
  const controls: Record<OptionField['kind'], () => ReactNode> = {
    switch: () => <SwitchField {...common} isOn={value === true} />,
    choice: () => (
      <Field {...common} isButton>
        <Select
          options={field.default === null || word !== null ? [NOT_SET, ...choices] : choices}
          defaultValue={text}
        />
      </Field>
    ),
    number: () =>
      word === null ? (
        <TextField {...typed} type="number" step={isWhole ? 1 : 'any'} min={min ?? undefined} max={max ?? undefined} />
      ) : (
        <TextField {...typed} inputMode="decimal" />
      ),
    text: () => <TextField {...typed} maxLength={field.longest ?? undefined} />,
    numbers: () => listed('Numbers'),
    words: () => listed('Words'),
    other: () => (
      <p className="text-sm">
        {common.label}{' '}
        <span className="hint block">{common.hint} It is set through the API, and stays as it is here.</span>
      </p>
    ),
  };
  return controls[kind]();
}
