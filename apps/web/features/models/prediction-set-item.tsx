'use client';
import { formatCount, many, type PredictionSet } from '@querent/contracts';
import { api } from '@/features/shell/api';
import { Bar } from '@/features/shell/bar';
import { ErrorNote } from '@/features/shell/error-note';
import { timeOf } from '@/features/shell/format';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { isUnfinished } from './use-predictions';

export interface PredictionSetItemProps {
  set: PredictionSet;
  /** It has been stopped or removed. */
  onChange: () => Promise<void>;
}

/** What a model said of all records: how far it is, or its files. */
export function PredictionSetItem({ set, onChange }: PredictionSetItemProps) {
  const { id, modelVersion, state, done, total, error, createdAt } = set;
  const remove = useAction(async () => {
    await api('DELETE /predictions/{predictionsId}', { params: { predictionsId: id } });
    await onChange();
  });
  const file = (format: string) => `/api/v1/predictions/${id}/file?format=${format}`;
  const when = timeOf(createdAt);
  const isMoving = isUnfinished(set);
  return (
    <li className="grid grid-cols-1 gap-2 border-t border-line pt-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="digits text-sm">
          {modelVersion} <span className="hint">· {when}</span>
        </p>
        <div className="flex flex-wrap gap-2">
          {state === 'done' && (
            <>
              <a href={file('csv')} download className="button" aria-label={`CSV of ${modelVersion}, ${when}`}>
                CSV
              </a>
              <a href={file('jsonl')} download className="button" aria-label={`JSON Lines of ${modelVersion}, ${when}`}>
                JSON Lines
              </a>
            </>
          )}
          <Button
            disabled={remove.isRunning}
            onClick={() => void remove.run()}
            aria-label={`${isMoving ? 'Stop' : 'Remove'} the predictions of ${modelVersion}, ${when}`}
          >
            {isMoving ? 'Stop' : 'Remove'}
          </Button>
        </div>
      </div>
      {isMoving ? (
        <>
          <Bar share={done / Math.max(1, total)} label="Predicting" />
          <p className="hint digits">
            {state === 'queued'
              ? 'It begins by itself as soon as a worker is free.'
              : `${formatCount(done)} of ${many(total, 'record')}`}
          </p>
        </>
      ) : (
        state === 'done' && <p className="hint digits">{many(done, 'record')}</p>
      )}
      <ErrorNote text={error ?? remove.error} />
    </li>
  );
}
