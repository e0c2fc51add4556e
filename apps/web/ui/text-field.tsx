'use client';
import { Field as Parts } from '@base-ui/react/field';
import type { ComponentProps } from 'react';
import { Field, type FieldProps } from './field';

export interface TextFieldProps
  extends Omit<FieldProps, 'children'>,
    Omit<ComponentProps<typeof Parts.Control>, keyof FieldProps> {
  isLong?: boolean;
  /** Of a long one, to begin with. */
  rows?: number;
}

/** A text or a number that is typed. */
export function TextField({
  label,
  name,
  hint,
  className,
  validate,
  isLong = false,
  rows,
  ...control
}: TextFieldProps) {
  return (
    <Field {...{ label, name, hint, className, validate }}>
      <Parts.Control
        {...control}
        {...(isLong ? { render: <textarea rows={rows} />, className: 'field min-h-20' } : { className: 'field' })}
      />
    </Field>
  );
}
