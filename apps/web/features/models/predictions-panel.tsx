'use client';
import type { PredictionSet } from '@querent/contracts';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { PredictionSetItem } from './prediction-set-item';
import { usePredictions } from './use-predictions';

export interface PredictionsPanelProps {
  projectId: string;
  predictions: PredictionSet[];
}

/** Has the model that serves look at all records, and gives what it said of them as files. */
export function PredictionsPanel({ projectId, predictions }: PredictionsPanelProps) {
  const { sets, isMoving, look } = usePredictions(projectId, predictions);
  const { run, isRunning, error } = useAction(async () => {
    await api('POST /projects/{projectId}/predictions', { params: { projectId }, body: {} });
    await look();
  });
  return (
    <section className="panel grid max-w-3xl grid-cols-1 gap-4" aria-labelledby="predictions">
      <h2 id="predictions">Predict all records</h2>
      <p className="hint">
        The model that serves says of each record what it is, how likely each class is, and how unsure it is. It works
        in the background. The last five are kept, for a month.
      </p>
      <ErrorNote text={error} />
      <Button look="primary" className="justify-self-start" disabled={isRunning || isMoving} onClick={() => void run()}>
        Predict all records
      </Button>
      {sets.length > 0 && (
        <ul className="grid grid-cols-1 gap-3">
          {sets.map((set) => (
            <PredictionSetItem key={set.id} set={set} onChange={look} />
          ))}
        </ul>
      )}
    </section>
  );
}
