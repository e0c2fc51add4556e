import type { Refusal } from './use-labelling';

export interface RefusalsProps {
  refusals: Refusal[];
  onDismiss: (id: string) => void;
}

/** Answers that could not be stored stay listed until somebody has read of them, however fast the next are given. */
export function Refusals({ refusals, onDismiss }: RefusalsProps) {
  if (refusals.length === 0) return null;
  return (
    <div role="alert" className="rounded-lg bg-bad-wash px-3 py-2 text-bad text-sm">
      <ul className="grid gap-1.5">
        {refusals.map(({ id, name, reason }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-2">
            <span>
              {name}: {reason}
            </span>
            <button
              type="button"
              className="underline"
              onClick={() => onDismiss(id)}
              aria-label={`Dismiss the note on ${name}`}
            >
              Dismiss
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
