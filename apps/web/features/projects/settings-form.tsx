'use client';
import { inWords, type Method, type MethodChoice, type Methods, type Project, UpdateProject } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { MethodSelect } from './method-select';
import { readOptions } from './read-options';

/** As the fields are called on the page. */
const TITLES: Record<string, string> = {
  name: 'Name',
  description: 'What annotators should know',
  labelsPerRound: 'Labels per round',
  draws: 'Draws',
};
const titleOf = (path: PropertyKey[]) => TITLES[String(path.at(-1))] ?? String(path.at(-1));

type MethodName = 'posterior' | 'acquisition' | 'selection' | 'coldStart';

export interface SettingsFormProps {
  project: Project;
  methods: Methods;
}

export function SettingsForm({ project, methods }: SettingsFormProps) {
  const router = useRouter();
  const { settings } = project;
  const isImporting = project.import !== null && project.import.state !== 'done';
  const [isSaved, setSaved] = useState(false);
  const { run, isRunning, error, forget } = useAction(async (form: FormData) => {
    const chosen = (name: MethodName, offered: Method[]): MethodChoice => {
      const id = String(form.get(name));
      const fields = offered.find((method) => method.id === id)?.options ?? [];
      return { id, options: readOptions(form, name, fields) };
    };
    const unverified = {
      name: form.get('name'),
      description: form.get('description'),
      settings: {
        labelsPerRound: Number(form.get('labelsPerRound')),
        draws: Number(form.get('draws')),
        posterior: chosen('posterior', methods.posteriors),
        acquisition: chosen('acquisition', methods.acquisitions),
        selection: chosen('selection', methods.selections),
        ...(isImporting ? { coldStart: chosen('coldStart', methods.coldStarts) } : {}),
      },
    };
    const parsed = UpdateProject.safeParse(unverified, { error: inWords });
    if (!parsed.success)
      throw new Error(parsed.error.issues.map(({ path, message }) => `${titleOf(path)}: ${message}.`).join(' '));
    await api('PATCH /projects/{projectId}', { params: { projectId: project.id }, body: parsed.data });
    setSaved(true);
    router.refresh();
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void run(new FormData(event.currentTarget));
  };
  const choose = (name: MethodName, title: string, options: Method[]) => (
    <MethodSelect name={name} title={title} methods={options} chosen={settings[name]} />
  );
  return (
    <form
      onSubmit={submit}
      onChange={() => {
        setSaved(false);
        forget();
      }}
      // What is wrong among closed options could not be shown.
      onInvalidCapture={({ target }) => {
        const closed = target instanceof Element ? target.closest('details') : null;
        if (closed) closed.open = true;
      }}
      className="grid grid-cols-1 gap-5"
    >
      <label className="grid gap-1.5 text-sm">
        Name
        <input className="field" name="name" defaultValue={project.name} required maxLength={200} />
      </label>
      <label className="grid gap-1.5 text-sm">
        What annotators should know
        <textarea className="field min-h-20" name="description" maxLength={5000} defaultValue={project.description} />
      </label>
      <div className="grid gap-5 sm:grid-cols-2">
        <label className="grid content-start gap-1.5 text-sm">
          Labels per round
          <input
            className="field"
            name="labelsPerRound"
            type="number"
            min={1}
            max={10000}
            required
            defaultValue={settings.labelsPerRound}
          />
          <span className="hint">After this many new labels the model is trained again.</span>
        </label>
        <label className="grid content-start gap-1.5 text-sm">
          Draws
          <input
            className="field"
            name="draws"
            type="number"
            min={2}
            max={200}
            required
            defaultValue={settings.draws}
          />
          <span className="hint">
            Networks drawn from the posterior to score the pool. More are steadier and slower.
          </span>
        </label>
      </div>
      <fieldset className="grid min-w-0 grid-cols-1 gap-6 border-line border-t pt-5">
        <legend className="sr-only">Methods</legend>
        {isImporting &&
          choose('coldStart', 'First questions: how they are chosen before there is a model', methods.coldStarts)}
        {choose('posterior', 'Model: how it knows what it does not know', methods.posteriors)}
        {choose('acquisition', 'Acquisition: what makes a record worth asking', methods.acquisitions)}
        {choose('selection', 'Selection: how scores become a batch', methods.selections)}
      </fieldset>
      <ErrorNote text={error} />
      <div className="flex items-center gap-3">
        <button type="submit" className="button button-primary" disabled={isRunning}>
          Save
        </button>
        <span aria-live="polite" className="text-good text-sm">
          {isSaved && 'Saved. Methods and draws hold from the next round on, all else at once.'}
        </span>
      </div>
    </form>
  );
}
