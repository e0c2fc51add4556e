'use client';
import type { Comparison } from '@querent/contracts';
import { recordViewOf } from '@/record-kinds/registry';

export interface ChangedRecordsProps {
  items: Comparison['changed']['items'];
  /** Names of the two models. */
  first: string;
  second: string;
}

/** Records of which two models say something else. */
export function ChangedRecords({ items, first, second }: ChangedRecordsProps) {
  return (
    <ul className="grid grid-cols-1 gap-4 md:grid-cols-2">
      {items.map((one) => {
        const { Thumbnail, isTile } = recordViewOf(one.content);
        const isPicture = isTile(one.content);
        return (
          <li
            key={one.recordId}
            className={`grid min-w-0 content-start gap-2 text-sm ${isPicture ? 'grid-cols-[5.5rem_1fr]' : ''}`}
          >
            <Thumbnail content={one.content} />
            <dl className="grid grid-cols-[auto_1fr] content-start gap-x-3 gap-y-0.5">
              <dt className="hint">is</dt>
              <dd className="[overflow-wrap:anywhere]">{one.truth}</dd>
              <dt className="hint font-mono">{first}</dt>
              <dd className={one.isBetter === false ? 'text-good' : ''}>{one.first}</dd>
              <dt className="hint font-mono">{second}</dt>
              <dd className={one.isBetter ? 'text-good' : ''}>{one.second}</dd>
            </dl>
          </li>
        );
      })}
    </ul>
  );
}
