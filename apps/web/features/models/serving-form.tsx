'use client';
import { type Model, readCount, type ServeBy, type Serving } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Form } from '@/ui/form';
import { say } from '@/ui/say';
import { Select } from '@/ui/select';
import { TextField } from '@/ui/text-field';

export interface FigureChoice {
  id: string;
  title: string;
  /** Measured with each round, and shown first. */
  isMain: boolean;
}

export interface ServingFormProps {
  projectId: string;
  serving: Serving;
  /** By which the best can be found; none where no model is measured. */
  figures: FigureChoice[];
  models: Model[];
}

const WAYS: Record<ServeBy, string> = {
  newest: 'The newest',
  best: 'The best on the holdout',
  chosen: 'One that you choose',
};
const HINTS: Record<ServeBy, string> = {
  newest: 'It has learned the most labels.',
  best: 'By a figure. Whoever is chosen for its figure does a little worse on new records.',
  chosen: 'It stays, whatever comes after it.',
};
const MOST_KEPT = 1_000;
const flawOf = (text: string) => {
  const count = readCount(text);
  return count !== null && count >= 1 && count <= MOST_KEPT ? null : 'Write a whole number from 1 to 1,000.';
};

/** Which model answers predictions and is exported, and of how many the files are kept. */
export function ServingForm({ projectId, serving, figures, models }: ServingFormProps) {
  const router = useRouter();
  const [by, setBy] = useState(serving.by);
  const [figure, setFigure] = useState(serving.figure ?? figures[0]?.id ?? '');
  const usable = models.filter(({ hasFiles }) => hasFiles);
  const [modelId, setModelId] = useState(serving.modelId ?? usable[0]?.id ?? '');
  const { run, isRunning, error } = useAction(async (kept: number) => {
    const what = by === 'chosen' ? { modelId } : by === 'best' ? { by, figure } : { by };
    await api('PATCH /projects/{projectId}/serving', { params: { projectId }, body: { ...what, kept } });
    say('Saved.');
    router.refresh();
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get('kept') ?? '');
    if (flawOf(text) === null) void run(readCount(text)!);
  };
  return (
    <Form className="grid gap-4" onSubmit={submit}>
      <p className="hint">
        The model that serves answers predictions and is exported. The questions always come from the newest one.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Serves" name="by" isButton>
          <Select
            options={figures.length > 0 ? ['newest', 'best', 'chosen'] : ['newest', 'chosen']}
            titles={WAYS}
            hints={HINTS}
            value={by}
            onChange={(value) => setBy(value)}
          />
        </Field>
        {by === 'best' && (
          <Field label="By" name="figure" isButton>
            <Select
              options={figures.map(({ id }) => id)}
              titles={Object.fromEntries(figures.map(({ id, title }) => [id, title]))}
              value={figure}
              onChange={setFigure}
            />
          </Field>
        )}
        {by === 'chosen' && (
          <Field label="Model" name="modelId" isButton>
            <Select
              options={usable.map(({ id }) => id)}
              titles={Object.fromEntries(usable.map(({ id, version }) => [id, version]))}
              value={modelId}
              onChange={setModelId}
            />
          </Field>
        )}
      </div>
      <TextField
        name="kept"
        label="Models whose files are kept"
        hint="The latest so many; those that serve or are pinned stay beside them, and the others go within the hour. Figures and curves always stay."
        defaultValue={String(serving.kept)}
        validate={flawOf}
        inputMode="numeric"
        autoComplete="off"
        className="max-w-72"
      />
      <ErrorNote text={error} />
      <Button type="submit" look="primary" disabled={isRunning} className="justify-self-start">
        Save
      </Button>
    </Form>
  );
}
