'use client';
import type { Encoding } from '@querent/contracts';
import Link from 'next/link';
import { describeEncoding } from '@/features/progress/describe-state';
import { api } from '@/features/shell/api';
import { Bar } from '@/features/shell/bar';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';

export interface EncodingStatusProps {
  projectId: string;
  encoding: Encoding;
}

const HEADINGS: Record<Encoding['state'], string> = {
  queued: 'Records wait to be encoded',
  running: 'Encoding records',
  done: 'Records are encoded',
  failed: 'The records could not be encoded',
};

/** Which encoder makes features of the records and why, how far it is, and what it cannot read. */
export function EncodingStatus({ projectId, encoding }: EncodingStatusProps) {
  const retry = useAction(async () => {
    await api('POST /projects/{projectId}/encoding/retry', { params: { projectId } });
  });
  const { state, encoder, title, reason, done, total, unread, advice, error } = encoding;
  return (
    <section className="panel grid gap-3" aria-label="Encoding">
      <h2>{HEADINGS[state]}</h2>
      {encoder && (
        <p className="hint">
          {title}. {reason}{' '}
          {encoder === 'tables' && (
            <Link href={`/projects/${projectId}/settings#columns`} className="underline">
              What each column became
            </Link>
          )}
        </p>
      )}
      {(state === 'queued' || state === 'running') && (
        <>
          <Bar share={done / Math.max(1, total)} label="Encoding" />
          <p className="hint digits">
            {describeEncoding(encoding)}
            {state === 'queued' && '. It begins by itself as soon as a worker is free.'}
          </p>
        </>
      )}
      {state === 'failed' && (
        <>
          <ErrorNote text={error} />
          {encoder ? (
            <Button className="justify-self-start" disabled={retry.isRunning} onClick={() => void retry.run()}>
              Try again
            </Button>
          ) : (
            <p className="hint">An encoder can be chosen in the settings.</p>
          )}
          <ErrorNote text={retry.error} />
        </>
      )}
      {unread !== null && unread > 0 && (
        <p className="text-sm">
          {formatPercent(unread)} of the content cannot be read by this encoder. {advice}
        </p>
      )}
    </section>
  );
}

const formatPercent = (share: number) => (share < 0.01 ? 'Less than 1 %' : `${Math.round(100 * share)} %`);
