'use client';
import { Dialog as Parts } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { Button } from './button';
import { BACKDROP, DIALOG } from './looks';

export interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** Something to read or take along, before the page goes on. */
export function Dialog({ title, isOpen, onClose, children }: DialogProps) {
  return (
    <Parts.Root open={isOpen} onOpenChange={(open) => open || onClose()}>
      <Parts.Portal>
        <Parts.Backdrop className={BACKDROP} />
        <Parts.Popup className={DIALOG}>
          <Parts.Title className="text-lg">{title}</Parts.Title>
          {children}
          <Parts.Close render={<Button className="justify-self-end" />}>Close</Parts.Close>
        </Parts.Popup>
      </Parts.Portal>
    </Parts.Root>
  );
}
