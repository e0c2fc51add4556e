import { many } from '@querent/contracts';
import type { OutboxEntry } from './outbox-entry';

export interface RefusalsProps {
  refused: OutboxEntry[];
  onRetry: () => void;
  onSave: () => void;
  onDismiss: (key: string) => void;
}

/** Answers that the server does not take stay here until somebody has read of them, however fast the next are given. */
export function Refusals({ refused, onRetry, onSave, onDismiss }: RefusalsProps) {
  if (refused.length === 0) return null;
  return (
    <section
      role="alert"
      className="grid gap-2 rounded-lg bg-bad-wash px-3 py-2 text-bad text-sm"
      data-testid="refused-answers"
    >
      <p className="font-semibold">
        {many(refused.length, 'answer was not taken. It is', 'answers were not taken. They are')} kept in this browser.
      </p>
      <ul className="grid max-h-48 gap-1.5 overflow-y-auto">
        {refused.map(({ key, name, refusedBecause }) => (
          <li key={key} className="flex items-baseline justify-between gap-3">
            <span>
              {name ?? 'A record'}: {refusedBecause}
            </span>
            <button
              type="button"
              className="py-1 underline"
              onClick={() => onDismiss(key)}
              aria-label={`Dismiss the answer to ${name ?? 'a record'}`}
            >
              Dismiss
            </button>
          </li>
        ))}
      </ul>
      <p className="flex gap-4">
        <button type="button" className="py-1 underline" onClick={onRetry}>
          Try again
        </button>
        <button type="button" className="py-1 underline" onClick={onSave}>
          Save as a file
        </button>
      </p>
    </section>
  );
}
