'use client';
import type { Survey } from '@querent/contracts';
import { formatCount } from '@/features/shell/format';
import { VirtualList } from '@/ui/virtual-list';

export interface LeftOutProps {
  survey: Survey;
}

/** Records that are there twice, and those that cannot come in, with their places. */
export function LeftOut({ survey: { copies, counts, refused } }: LeftOutProps) {
  if (copies.exact + copies.near + counts.refused === 0) return null;
  return (
    <section className="panel grid grid-cols-1 gap-3 text-sm" aria-labelledby="left-out">
      <h2 id="left-out">Copies, and what is left out</h2>
      {copies.exact > 0 && (
        <p className="digits">{said(copies.exact, 'comes')} again with the same content: each is asked about once.</p>
      )}
      {copies.near > 0 && (
        <p className="digits">
          {said(copies.near, 'differs')} from another by case and space only, and {copies.near === 1 ? 'comes' : 'come'}{' '}
          in.
        </p>
      )}
      {counts.refused > 0 && (
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
      )}
    </section>
  );
}

const VERBS = { comes: 'come', differs: 'differ' };
const said = (count: number, verb: keyof typeof VERBS) =>
  count === 1 ? `1 record ${verb}` : `${formatCount(count)} records ${VERBS[verb]}`;
