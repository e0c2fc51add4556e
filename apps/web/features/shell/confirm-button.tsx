'use client';
import { useEffect, useRef, useState } from 'react';

export interface ConfirmButtonProps {
  /** On the button, and again in the question. */
  title: string;
  /** The button's name for screen readers, where many have the same title. */
  label: string;
  /** What will be, and whether it can be undone. */
  question: string;
  isDisabled: boolean;
  onConfirm: () => void;
}

/** A button that asks before it acts. Escape, and the first button in reach, leave everything as it is. */
export function ConfirmButton({ title, label, question, isDisabled, onConfirm }: ConfirmButtonProps) {
  const [isAsking, setAsking] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isAsking) dialog.current?.showModal();
  }, [isAsking]);
  const close = () => dialog.current?.close(); // gives the focus back
  return (
    <>
      <button
        type="button"
        className="button button-danger"
        aria-label={label}
        disabled={isDisabled}
        onClick={() => setAsking(true)}
      >
        {title}
      </button>
      {isAsking && (
        <dialog
          ref={dialog}
          onClose={() => setAsking(false)}
          className="panel m-auto w-[min(24rem,100%-2rem)] text-ink backdrop:bg-black/50"
          aria-label={label}
        >
          <p>{question}</p>
          <div className="mt-4 flex justify-end gap-2">
            <button type="button" className="button" onClick={close}>
              Cancel
            </button>
            <button
              type="button"
              className="button button-danger"
              onClick={() => {
                close();
                onConfirm();
              }}
            >
              {title}
            </button>
          </div>
        </dialog>
      )}
    </>
  );
}
