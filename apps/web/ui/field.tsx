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
  /** A control of this library. */
  children: ReactNode;
}

/** A label, its control, what it means, and what is wrong with it. */
export function Field({ label, name, hint, className = '', isButton = false, children }: FieldProps) {
  return (
    <Parts.Root name={name} className={`grid grid-cols-1 content-start gap-1.5 text-sm ${className}`}>
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
