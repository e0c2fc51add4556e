'use client';
import { useEffect, useRef } from 'react';

export interface KeyListProps {
  /** Without a key it only explains. */
  rows: { key: string | null; text: string; description?: string }[];
  onClose: () => void;
}

export function KeyList({ rows, onClose }: KeyListProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      className="panel m-auto max-h-[calc(100dvh-2rem)] w-[min(28rem,100%-2rem)] overflow-y-auto text-ink backdrop:bg-black/50"
      aria-labelledby="keys"
    >
      <h2 id="keys" className="mb-3 text-lg">
        Keys
      </h2>
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1.5 text-sm">
        {rows.map(({ key, text, description }) => (
          <div key={`${key} ${text}`} className="contents">
            <dt>{key && <span className="key h-auto max-w-32 py-0.5">{key}</span>}</dt>
            <dd>
              {text}
              {description && <p className="hint whitespace-pre-line">{description}</p>}
            </dd>
          </div>
        ))}
      </dl>
      <button type="button" className="button mt-4 w-full" onClick={() => dialog.current?.close()}>
        Close
      </button>
    </dialog>
  );
}
