'use client';
import type { Method, MethodChoice } from '@querent/contracts';
import { useId, useState } from 'react';
import { OptionInput } from './option-input';
import { fieldName } from './read-options';
import { SourceLink } from './source-link';

export interface MethodSelectProps {
  name: string;
  title: string;
  methods: Method[];
  chosen: MethodChoice;
}

/** One of several methods, what the chosen one does and when to take it, and its options. */
export function MethodSelect({ name, title, methods, chosen }: MethodSelectProps) {
  const [id, setId] = useState(chosen.id);
  const hint = useId();
  const method = methods.find((one) => one.id === id);
  const own = id === chosen.id ? chosen.options : {};
  return (
    <div className="grid content-start gap-2 text-sm">
      <label className="grid gap-1.5">
        {title}
        <select
          className="field"
          name={name}
          value={id}
          onChange={(event) => setId(event.target.value)}
          aria-describedby={hint}
        >
          {methods.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
            </option>
          ))}
        </select>
      </label>
      {method && (
        <p className="hint" id={hint} aria-live="polite">
          {method.description} {method.when && <>Where it fits: {method.when} </>}
          <SourceLink source={method.source} />
        </p>
      )}
      {method && method.options.length > 0 && (
        <details key={id} open={Object.keys(own).length > 0}>
          <summary>Options of {method.title}</summary>
          <div className="mt-3 grid gap-4 sm:grid-cols-2">
            {method.options.map((field) => (
              <OptionInput
                key={field.name}
                name={fieldName(name, field.name)}
                field={field}
                value={own[field.name] ?? field.default}
              />
            ))}
          </div>
        </details>
      )}
    </div>
  );
}
