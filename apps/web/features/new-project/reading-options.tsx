'use client';
import { DecimalMark } from '@querent/contracts';
import { Field } from '@/ui/field';
import { Select } from '@/ui/select';
import { SwitchField } from '@/ui/switch-field';
import { TextField } from '@/ui/text-field';
import { EncodingField } from './encoding-field';

export interface ReadingOptionsProps {
  /** Of the format. */
  options: Record<string, unknown>;
  onOption: (name: string, value: unknown) => void;
}

/** In the list, where a text that is empty would be no choice. */
const NONE = 'none';
const DELIMITERS = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
  [NONE]: 'nothing: one column, no delimiter',
};
const MARKS = { '.': 'point, as in 1,234.5', ',': 'comma, as in 1.234,5' };
const withChosen = (options: readonly string[], chosen: string) =>
  options.includes(chosen) ? options : [chosen, ...options];

/** How a file is read, where it was not guessed rightly. Nothing where there is no choice. */
export function ReadingOptions({ options, onOption }: ReadingOptionsProps) {
  const { hasHeading, hasLabels, labelSeparator, delimiter, encoding, decimal, path } = options;
  if (
    [hasHeading, hasLabels, labelSeparator, encoding, decimal, path || undefined].every(
      (option) => option === undefined,
    )
  )
    return null;
  return (
    <details className="text-sm">
      <summary>Is it read otherwise than it should be?</summary>
      <div className="mt-3 grid gap-4 sm:grid-cols-2">
        {typeof hasHeading === 'boolean' && (
          <SwitchField
            key={`heading ${hasHeading}`}
            label="The first row names the columns"
            name="hasHeading"
            isOn={hasHeading}
            onChange={(isOn) => onOption('hasHeading', isOn)}
          />
        )}
        {typeof hasLabels === 'boolean' && (
          <SwitchField
            key={`labels ${hasLabels}`}
            label="Folders are classes"
            name="hasLabels"
            isOn={hasLabels}
            onChange={(isOn) => onOption('hasLabels', isOn)}
          />
        )}
        {typeof delimiter === 'string' && (
          <Field label="Between the cells of a row" name="delimiter" isButton>
            <Select
              options={withChosen(Object.keys(DELIMITERS), delimiter || NONE)}
              titles={DELIMITERS}
              value={delimiter || NONE}
              onChange={(chosen) => onOption('delimiter', chosen === NONE ? '' : chosen)}
            />
          </Field>
        )}
        {typeof encoding === 'string' && (
          <EncodingField encoding={encoding} onChange={(chosen) => onOption('encoding', chosen)} />
        )}
        {typeof decimal === 'string' && (
          <Field label="Decimal mark of numbers" name="decimal" isButton>
            <Select
              options={DecimalMark.options}
              titles={MARKS}
              value={DecimalMark.catch('.').parse(decimal)}
              onChange={(chosen) => onOption('decimal', chosen)}
            />
          </Field>
        )}
        {typeof path === 'string' && path !== '' && (
          <TextField
            label="Key of the list of records"
            name="path"
            hint="Where a list lies further in, its keys with dots between them. Empty, it is found."
            maxLength={500}
            autoComplete="off"
            value={path}
            onValueChange={(text) => onOption('path', text)}
          />
        )}
        {typeof labelSeparator === 'string' && (
          <TextField
            label="Between several labels of a cell"
            name="labelSeparator"
            hint="Such as | or ; — “json” where a cell is a list in JSON. Empty where each has one."
            maxLength={20}
            autoComplete="off"
            value={labelSeparator}
            onValueChange={(text) => onOption('labelSeparator', text)}
          />
        )}
      </div>
    </details>
  );
}
