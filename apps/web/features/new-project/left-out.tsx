'use client';
import { formatCount, type Survey } from '@querent/contracts';
import { VirtualList } from '@/ui/virtual-list';

export interface LeftOutProps {
  survey: Survey;
}

/** Records that cannot come in, with their places. */
export function LeftOut({ survey: { counts, refused } }: LeftOutProps) {
  if (counts.refused === 0) return null;
  return (
    <section className="panel grid grid-cols-1 gap-3 text-sm" aria-labelledby="left-out">
      <h2 id="left-out">What is left out</h2>
      <details>
        <summary className="digits">
          {formatCount(counts.refused)} of those read {counts.refused === 1 ? 'is' : 'are'} left out
        </summary>
        <div className="mt-2">
          <VirtualList
            label="Records that are left out"
            items={refused}
            keyOf={({ place, reason }) => `${place} ${reason}`}
          >
            {({ place, reason }) => (
              <>
                <span className="font-mono">{place}</span>: {reason}
              </>
            )}
          </VirtualList>
          {refused.length < counts.refused && <p className="hint mt-1">These are the first {refused.length}.</p>}
        </div>
      </details>
    </section>
  );
}
