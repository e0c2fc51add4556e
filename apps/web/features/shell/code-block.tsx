'use client';
import { useRef, useState } from 'react';
import { Button } from '@/ui/button';
import { copyText } from '@/ui/copy-text';

export interface CodeBlockProps {
  code: string;
  /** What it is, for screen readers. */
  label: string;
  /** Lines of programs stay lines and scroll; commands are wrapped. */
  isProgram?: boolean;
  testId?: string;
}

/** Code to be taken along, with a button that copies it. */
export function CodeBlock({ code, label, isProgram = false, testId }: CodeBlockProps) {
  const shown = useRef<HTMLPreElement>(null);
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async () => {
    const isDone = await copyText(code, () => shown.current && getSelection()?.selectAllChildren(shown.current));
    setCopied(isDone ? code : null);
  };
  return (
    <section aria-label={label} className="grid grid-cols-1 gap-3">
      <pre
        ref={shown}
        tabIndex={isProgram ? 0 : undefined} // what scrolls is scrolled by keyboard too
        className={`rounded-lg bg-sunken p-3 font-mono text-xs ${isProgram ? 'overflow-x-auto' : 'whitespace-pre-wrap [overflow-wrap:anywhere]'}`}
        data-testid={testId}
      >
        {code}
      </pre>
      <Button className="justify-self-start" onClick={copy}>
        {copied === code ? 'Copied' : 'Copy'}
      </Button>
    </section>
  );
}
