'use client';
import { type ReactNode, useState } from 'react';
import { Button } from './button';
import { ConfirmDialog } from './confirm-dialog';

export interface ConfirmButtonProps {
  /** On the button, and on the one that does it. */
  title: string;
  /** The button's name for screen readers, where many have the same title; heads the question. */
  label: string;
  /** What will be, and whether it can be undone. */
  question: string;
  isDisabled?: boolean;
  canConfirm?: boolean;
  onOpen?: () => void;
  onConfirm: () => void;
  children?: ReactNode;
}

/** A button that asks before it acts. */
export function ConfirmButton({ title, label, isDisabled, onOpen, ...rest }: ConfirmButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const open = () => {
    onOpen?.();
    setOpen(true);
  };
  return (
    <>
      <Button look="danger" aria-label={label} disabled={isDisabled} onClick={open}>
        {title}
      </Button>
      <ConfirmDialog {...rest} title={label} action={title} isOpen={isOpen} onOpenChange={setOpen} />
    </>
  );
}
