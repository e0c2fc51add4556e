'use client';
import { type ExportForm, type ModelExport, pathOf } from '@querent/contracts';
import { useState } from 'react';
import { ErrorNote } from '@/features/shell/error-note';
import { Button } from '@/ui/button';
import { ChoiceList } from '@/ui/choice-list';
import { ExportStatus } from './export-status';
import { useModelExports } from './use-model-exports';

export interface TakeAlongProps {
  modelId: string;
  files: ModelExport[];
}

const TITLES: Record<ExportForm, string> = { records: 'Takes records', features: 'Takes features' };
const HINTS: Record<ExportForm, string> = {
  records: 'Records as they lie in memory, such as the pixels of pictures: the encoder is in the file.',
  features: 'What the encoder of this project gives, for those who run it themselves.',
};

/** A model as one file for those who have no Querent, with its card and examples. */
export function TakeAlong({ modelId, files }: TakeAlongProps) {
  const { items, make, isAsking, error } = useModelExports(modelId, files);
  const order = items.toSorted((a, b) => Number(b.form === 'records') - Number(a.form === 'records'));
  const [form, setForm] = useState<ExportForm>(order.find(({ reason }) => reason === null)?.form ?? 'features');
  const chosen = items.find((one) => one.form === form);
  const isComing = chosen?.state === 'queued' || chosen?.state === 'running';
  const isThere = chosen?.state === 'done' && !chosen.isOutdated;
  const words = { none: 'Make the file', failed: 'Try again', done: 'Make it again', queued: '', running: '' };
  return (
    <section className="panel grid grid-cols-1 gap-3" aria-labelledby="take-along">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="take-along">Take it with you</h2>
        <a href={`/api/v1${pathOf('GET /models/{modelId}/card', { modelId })}`} download className="button">
          Model card
        </a>
      </div>
      <p className="hint max-w-3xl">
        One ONNX file that answers by itself wherever ONNX Runtime runs: probabilities, the name of the answer, and both
        kinds of doubt. The card says what the model is for, what it learned, how good it is and where it fails.
      </p>
      <ChoiceList
        label="What the file takes"
        choices={order.map((one) => ({ value: one.form, title: TITLES[one.form], hint: HINTS[one.form] }))}
        value={form}
        onChange={setForm}
      />
      {form === 'features' && (
        <p className="max-w-3xl text-sm" data-testid="features-only">
          Its rows have to come from this project’s encoder. Raw values, such as the columns of a table as they are,
          give wrong answers without an error. To have raw records predicted, ask the server:{' '}
          <code>POST /projects/{'{id}'}/predict</code>.
        </p>
      )}
      {chosen?.reason && <p className="max-w-3xl">{chosen.reason}</p>}
      {chosen && <ExportStatus modelId={modelId} file={chosen} />}
      <ErrorNote text={error} />
      {chosen && !chosen.reason && !isComing && !isThere && (
        <Button look="primary" className="justify-self-start" disabled={isAsking} onClick={() => void make(form)}>
          {words[chosen.state]}
        </Button>
      )}
    </section>
  );
}
