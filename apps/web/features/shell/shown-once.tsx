'use client';
import { useId, useRef, useState } from 'react';
import { Button } from '@/ui/button';
import { copyText } from '@/ui/copy-text';

export interface ShownOnceProps {
  value: string;
  /** What it is for, and that it is not shown again. */
  text: string;
}

/** A link or a key that is shown here and nowhere else: only its hash is kept. */
export function ShownOnce({ value, text }: ShownOnceProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async () => {
    const isDone = await copyText(value, () => field.current?.select());
    setCopied(isDone ? value : null);
  };
  return (
    <div className="grid gap-1.5 text-sm">
      <label htmlFor={id}>{text}</label>
      <div className="flex gap-2">
        <input
          ref={field}
          id={id}
          className="field font-mono text-xs"
          readOnly
          value={value}
          onFocus={(e) => e.target.select()}
        />
        <Button onClick={copy}>{copied === value ? 'Copied' : 'Copy'}</Button>
      </div>
    </div>
  );
}
