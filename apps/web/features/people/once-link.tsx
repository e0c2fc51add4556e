'use client';
import { useId, useRef, useState } from 'react';
import { Button } from '@/ui/button';

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
    // Browsers have a clipboard on secure pages only; elsewhere the old way, and the link stays selected for Ctrl+C.
    const isDone = await navigator.clipboard?.writeText(link).then(
      () => true,
      () => false,
    );
    field.current?.select();
    setCopied(isDone || document.execCommand('copy') ? link : null);
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
