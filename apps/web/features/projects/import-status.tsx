'use client';
import { type Import, many } from '@querent/contracts';
import { describeCame, describeImport, isLooking, WAITS_FOR_TURN } from '@/features/progress/describe-state';
import { api } from '@/features/shell/api';
import { Bar } from '@/features/shell/bar';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { VirtualList } from '@/ui/virtual-list';

export interface ImportStatusProps {
  projectId: string;
  import: Import;
}

export function ImportStatus({ projectId, import: running }: ImportStatusProps) {
  const retry = useAction(async () => {
    await api('POST /projects/{projectId}/import/retry', { params: { projectId } });
  });
  const { state, done, total, rejected, rejectedCount, notes, error } = running;
  const came = describeCame(running);
  if (state === 'done' && rejectedCount === 0 && notes.length === 0 && running.known + running.restored === 0)
    return null;
  return (
    <section className="panel grid gap-3" aria-label="Import">
      {state !== 'done' && (
        <>
          <h2>{state === 'failed' ? 'The import has stopped' : 'Importing records'}</h2>
          <Bar share={total === null ? null : done / Math.max(1, total)} label="Import" />
          <p className="hint digits">{describeProgress(running)}</p>
        </>
      )}
      {state === 'failed' && (
        <>
          <ErrorNote text={error} />
          <Button className="justify-self-start" disabled={retry.isRunning} onClick={() => void retry.run()}>
            Go on with the import
          </Button>
          <ErrorNote text={retry.error} />
        </>
      )}
      {state === 'done' && <h2>What came of {running.name || 'the import'}</h2>}
      {came && (
        <p className="digits text-sm" data-testid="import-counts">
          {came}
        </p>
      )}
      {notes.length > 0 && (
        <ul className="hint grid list-disc gap-1 pl-5">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {rejectedCount > 0 && (
        <details>
          <summary>{many(rejectedCount, 'record was', 'records were')} left out</summary>
          <div className="mt-2">
            <VirtualList label="Records that were left out" items={rejected} keyOf={({ name }) => name}>
              {({ name, reason }) => (
                <>
                  <span className="font-mono">{name}</span>: {reason}
                </>
              )}
            </VirtualList>
            {rejected.length < rejectedCount && <p className="hint mt-1">These are the first {rejected.length}.</p>}
          </div>
        </details>
      )}
    </section>
  );
}

function describeProgress(running: Import): string {
  if (running.state === 'queued') return `${WAITS_FOR_TURN} …`;
  return isLooking(running) ? 'Looking at what there is to import …' : describeImport(running);
}
