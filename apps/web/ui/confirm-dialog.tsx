'use client';
import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactNode } from 'react';
import { Button } from './button';
import { BACKDROP, DIALOG } from './looks';

export interface ConfirmDialogProps {
  title: string;
  /** What will be, and whether it can be undone. */
  question: ReactNode;
  /** On the button that does it. */
  action: string;
  isOpen: boolean;
  /** False where something is still to be filled in. */
  canConfirm?: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onConfirm: () => void;
  /** What is to be filled in first. */
  children?: ReactNode;
}

/** Asks before something is done. Escape, and the first button in reach, leave everything as it is. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, question, action, isOpen, canConfirm = true, onOpenChange, onConfirm, children } = props;
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(open) => onOpenChange(open)}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={BACKDROP} />
        <AlertDialog.Popup className={DIALOG}>
          <AlertDialog.Title className="text-lg">{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />}>{question}</AlertDialog.Description>
          {children}
          <div className="mt-1 flex justify-end gap-2">
            <AlertDialog.Close render={<Button />}>Cancel</AlertDialog.Close>
            <AlertDialog.Close render={<Button look="danger" />} disabled={!canConfirm} onClick={onConfirm}>
              {action}
            </AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
