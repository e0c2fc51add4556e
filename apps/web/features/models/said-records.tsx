'use client';
import type { Page, SaidQuery, SaidRecord } from '@querent/contracts';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { formatPercent, formatValue } from '@/features/shell/format';
import { useAction } from '@/features/shell/use-action';
import { recordViewOf } from '@/record-kinds/registry';
import { Button } from '@/ui/button';

export interface SaidRecordsProps {
  modelId: string;
  first: Page<SaidRecord>;
  query: SaidQuery;
  /** By which the list can be narrowed. */
  classes: { id: string; name: string }[];
  isValue: boolean;
  /** Of values. */
  unit: string;
}

const WHICH = { wrong: 'Mistakes', right: 'Right answers', all: 'All records' } as const;

/** The records of the holdout with what the model says of them, the worst first. */
export function SaidRecords({ modelId, first, query, classes, isValue, unit }: SaidRecordsProps) {
  const [page, setPage] = useState(first);
  const heading = useRef<HTMLHeadingElement>(null);
  // Who chose other records, in the matrix or here, goes on from them; the page itself has scrolled there.
  useEffect(() => {
    if (location.hash === '#records') heading.current?.focus({ preventScroll: true });
  }, []);
  const more = useAction(async () => {
    if (page.next === null) return;
    const next = await api('GET /models/{modelId}/holdout', {
      params: { modelId },
      query: { ...query, cursor: page.next },
    });
    setPage({ items: [...page.items, ...next.items], next: next.next });
  });
  const nameOf = (id: string) => classes.find((one) => one.id === id)?.name;
  const { truth, said, which } = query;
  const isNoClass = [truth, said].some((id) => id !== undefined && nameOf(id) === undefined);
  return (
    <section className="panel grid grid-cols-1 gap-3" aria-labelledby="records">
      <h2 ref={heading} id="records" tabIndex={-1} className="scroll-mt-6 justify-self-start">
        Record by record
      </h2>
      {!isValue && (
        <nav className="flex flex-wrap gap-2 text-sm" aria-label="Which records">
          {(['wrong', 'right', 'all'] as const).map((one) => (
            <Link
              key={one}
              href={`?which=${one}#records`}
              aria-current={one === which && !truth && !said ? 'true' : undefined}
              className="button aria-[current]:border-accent aria-[current]:font-semibold"
            >
              {WHICH[one]}
            </Link>
          ))}
        </nav>
      )}
      {(truth || said) && !isNoClass && (
        <p className="text-sm">
          Records {truth && <>of “{nameOf(truth)}”</>} {said && <>that are said to be “{nameOf(said)}”</>}
        </p>
      )}
      {page.items.length === 0 ? (
        <p className="hint">{noneBecause(isNoClass, query)}</p>
      ) : (
        <ul className="grid grid-cols-1 gap-3 md:grid-cols-2 xl:grid-cols-3">
          {page.items.map((one) => (
            <SaidRecordItem key={one.recordId} one={one} unit={unit} />
          ))}
        </ul>
      )}
      {page.next !== null && (
        <Button disabled={more.isRunning} onClick={() => void more.run()} className="justify-self-start">
          Show more
        </Button>
      )}
      <ErrorNote text={more.error} />
    </section>
  );
}

function noneBecause(isNoClass: boolean, { truth, said, which }: SaidQuery) {
  if (isNoClass) return 'There is no such class: it may have been taken away, or the address was changed.';
  return which === 'wrong' && !truth && !said ? 'It makes no mistake on the holdout.' : 'There are no such records.';
}

function SaidRecordItem({ one, unit }: { one: SaidRecord; unit: string }) {
  const { Thumbnail, isTile } = recordViewOf(one.content);
  return (
    <li className={`grid min-w-0 content-start gap-2 text-sm ${isTile(one.content) ? 'grid-cols-[5.5rem_1fr]' : ''}`}>
      <Thumbnail content={one.content} />
      <span className="grid content-start gap-0.5">
        <span className="truncate font-medium" title={one.name}>
          {one.name}
        </span>
        <span className={one.isRight === false ? 'text-bad' : ''}>says “{one.said}”</span>
        {one.isRight !== true && <span className="hint">is “{one.truth}”</span>}
        <span className="hint digits">
          {one.confidence === null
            ? `± ${formatValue(1.96 * one.uncertainty)} ${unit}`
            : `${formatPercent(one.confidence)} sure`}
        </span>
      </span>
    </li>
  );
}
