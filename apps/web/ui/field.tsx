'use client';
import { Field as Parts } from '@base-ui/react/field';
import type { ReactNode } from 'react';

export interface FieldProps {
  label: ReactNode;
  name: string;
  hint?: ReactNode;
  className?: string;
  /** The control is a button, which a click on the label must not press. */
  isButton?: boolean;
  /** What is wrong with a text, in a sentence; said when the field is left. */
  validate?: (text: string) => string | null;
  /** A control of this library. */
  children: ReactNode;
}

/** A label, its control, what it means, and what is wrong with it. */
export function Field({ label, name, hint, className = '', isButton = false, validate, children }: FieldProps) {
  return (
    <Parts.Root
      name={name}
      {...(validate ? { validate: (value) => validate(String(value ?? '')), validationMode: 'onBlur' } : {})}
      className={`grid grid-cols-1 content-start gap-1.5 text-sm ${className}`}
    >
      <Parts.Label {...(isButton ? { nativeLabel: false, render: <div /> } : {})}>{label}</Parts.Label>
      {children}
      <Parts.Error className="text-bad" />
      {hint && (
        <Parts.Description className="hint" render={<div />}>
          {hint}
        </Parts.Description>
      )}
    </Parts.Root>
  );
}
