'use client';
import { entriesOf, SAMPLES, type SampleId } from '@querent/contracts';
import { ErrorNote } from '@/features/shell/error-note';
import { Button } from '@/ui/button';
import { useSample } from './use-sample';

export interface SampleListProps {
  /** Of the heading, for who hears the page. */
  labelledBy: string;
  /** Left out, since it is offered beside the list. */
  without?: SampleId;
}

/** Projects to try, one for each kind of record. */
export function SampleList({ labelledBy, without }: SampleListProps) {
  const { start, isStarting, error } = useSample();
  return (
    <div className="grid gap-3">
      <ul aria-labelledby={labelledBy} className="grid gap-3 text-left sm:grid-cols-2">
        {entriesOf(SAMPLES).flatMap(([id, { title, what, licence }]) =>
          id === without ? (
            []
          ) : (
            <li key={id} className="panel grid grid-rows-[auto_1fr_auto] gap-2 py-4">
              <h3 className="font-semibold">{title}</h3>
              <p className="text-sm">
                {what} <span className="hint block">{licence.replaceAll('`', '')}.</span>
              </p>
              <Button
                className="justify-self-start"
                aria-label={`Try it: ${title}`}
                disabled={isStarting}
                onClick={() => void start(id)}
              >
                Try it
              </Button>
            </li>
          ),
        )}
      </ul>
      <ErrorNote text={error} />
    </div>
  );
}
