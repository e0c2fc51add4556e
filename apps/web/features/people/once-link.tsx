'use client';
import { useId, useRef, useState } from 'react';
import { Button } from '@/ui/button';
import { copyText } from '@/ui/copy-text';

export interface OnceLinkProps {
  link: string;
  text: string;
}

/** A link that is shown here and nowhere else: only its hash is kept. */
export function OnceLink({ link, text }: OnceLinkProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async () => {
    const isDone = await copyText(link, () => field.current?.select());
    setCopied(isDone ? link : null);
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
          value={link}
          onFocus={(e) => e.target.select()}
        />
        <Button onClick={copy}>{copied === link ? 'Copied' : 'Copy'}</Button>
      </div>
    </div>
  );
}
