'use client';
import { useId, useState } from 'react';

/** A method of the core's registries, as the form shows it. */
export interface Method {
  id: string;
  title: string;
  description: string;
  source: string;
}

export interface MethodSelectProps {
  name: string;
  title: string;
  methods: Method[];
  chosen: string;
}

/** One of several methods, and what the chosen one does. */
export function MethodSelect({ name, title, methods, chosen }: MethodSelectProps) {
  const [id, setId] = useState(chosen);
  const hint = useId();
  const method = methods.find((one) => one.id === id);
  return (
    <div className="grid content-start gap-1.5 text-sm">
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
      <span className="hint" id={hint} aria-live="polite">
        {method?.description} {method && <span className="whitespace-nowrap">({method.source})</span>}
      </span>
    </div>
  );
}
