'use client';
import type { OptionField } from '@querent/contracts';
import { useId } from 'react';

export interface OptionInputProps {
  name: string;
  field: OptionField;
  value: unknown;
}

/** With a point or a comma, and an exponent where there is one. */
const NUMBER = '\\s*[\\-+]?(\\d+([.,]\\d*)?|[.,]\\d+)([eE][\\-+]?\\d+)?\\s*';

/** The field of one option of a method, with what it means. */
export function OptionInput({ name, field, value }: OptionInputProps) {
  const id = useId();
  const hint = `${id}-hint`;
  const { kind, description, choices, isWhole, min, max, word } = field;
  const common = { id, name, 'aria-describedby': hint };
  const text = value === null || value === undefined ? '' : String(value);
  return (
    <div className="grid content-start gap-1.5 text-sm">
      <label
        htmlFor={id}
        className={kind === 'switch' ? 'flex items-center gap-2 font-mono' : 'grid gap-1.5 font-mono'}
      >
        {kind === 'switch' && <input {...common} type="checkbox" className="size-4" defaultChecked={value === true} />}
        {field.name}
        {kind === 'choice' && (
          <select {...common} className="field font-sans" defaultValue={text}>
            {choices.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
        )}
        {kind === 'number' && word === null && (
          <input
            {...common}
            className="field font-sans"
            type="number"
            step={isWhole ? 1 : 'any'}
            min={min ?? undefined}
            max={max ?? undefined}
            defaultValue={text}
          />
        )}
        {kind === 'number' && word !== null && (
          <input
            {...common}
            className="field font-sans"
            inputMode="decimal"
            pattern={`${NUMBER}${word && `|${word}`}`}
            title={word ? `A number, or “${word}”` : 'A number, or nothing'}
            defaultValue={text}
          />
        )}
      </label>
      <span className="hint" id={hint}>
        {description}. Default: {field.default === null ? 'none' : String(field.default)}.
      </span>
    </div>
  );
}
