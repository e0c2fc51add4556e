'use client';
import { Dialog } from '@/ui/dialog';

export interface KeyListProps {
  /** Without a key it only explains. */
  rows: { key: string | null; text: string; description?: string }[];
  isOpen: boolean;
  onClose: () => void;
}

export const KeyList = ({ rows, isOpen, onClose }: KeyListProps) => (
  <Dialog title="Keys" isOpen={isOpen} onClose={onClose}>
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
  </Dialog>
);
