'use client';
import { useEffect, useRef } from 'react';
import { keysOf } from './keys';

export interface KeyListProps {
  classes: string[];
  onClose: () => void;
}

export function KeyList({ classes, onClose }: KeyListProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const keys = keysOf(classes);
  const rows = [
    ...classes.flatMap((name, label) => (keys[label] ? [[keys[label], `It is “${name}”`] as const] : [])),
    ['s or space', 'Skip this record'],
    ['u, ⌫ or ctrl+z', 'Take the last answer back'],
    ['?', 'Show or hide this list'],
  ] as const;
  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      className="panel m-auto w-[min(24rem,100%-2rem)] text-ink backdrop:bg-black/50"
      aria-labelledby="keys"
    >
      <h2 id="keys" className="mb-3 text-lg">
        Keys
      </h2>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5 text-sm">
        {rows.map(([key, text]) => (
          <div key={key} className="contents">
            <dt>
              <span className="key">{key}</span>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <button type="button" className="button mt-4 w-full" onClick={() => dialog.current?.close()}>
        Close
      </button>
    </dialog>
  );
}
