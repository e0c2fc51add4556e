'use client';
import type { Import } from '@querent/contracts';
import { describeImport, isLooking } from '@/features/progress/describe-state';
import { api } from '@/features/shell/api';
import { Bar } from '@/features/shell/bar';
import { ErrorNote } from '@/features/shell/error-note';
import { formatCount } from '@/features/shell/format';
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
  const { state, done, total, rejected, error } = running;
  if (state === 'done' && rejected.length === 0) return null;
  return (
    <section className="panel grid gap-3" aria-label="Import">
      {state !== 'done' && (
        <>
          <h2>{state === 'failed' ? 'The import has stopped' : 'Importing records'}</h2>
          <Bar share={done / Math.max(1, total ?? 1)} label="Import" />
          <p className="hint digits">
            {isLooking(running) ? 'Looking at what there is to import …' : describeImport(running)}
          </p>
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
      {rejected.length > 0 && (
        <details>
          <summary>
            {rejected.length === 1 ? '1 record was' : `${formatCount(rejected.length)} records were`} left out
          </summary>
          <div className="mt-2">
            <VirtualList label="Records that were left out" items={rejected} keyOf={({ name }) => name}>
              {({ name, reason }) => (
                <>
                  <span className="font-mono">{name}</span>: {reason}
                </>
              )}
            </VirtualList>
          </div>
        </details>
      )}
    </section>
  );
}
