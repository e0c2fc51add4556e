'use client';
import { inWords, type Method, type Methods, type Project, UpdateProject } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { say } from '@/ui/say';
import { TextField } from '@/ui/text-field';
import { MethodSelect, type MethodSelectProps } from './method-select';
import { OutsideFields, readOutside } from './outside-fields';
import { readChoice } from './read-options';

/** As the fields are called on the page. */
const TITLES: Record<string, string> = {
  name: 'Name',
  description: 'What annotators should know',
  labelsPerRound: 'Labels per round',
  draws: 'Draws',
  hours: 'Hours that a round waits',
};
const titleOf = (path: PropertyKey[]) => TITLES[String(path.at(-1))] ?? String(path.at(-1));

type MethodName = 'encoder' | 'network' | 'posterior' | 'acquisition' | 'selection' | 'calibration' | 'coldStart';

type MoreProps = Pick<MethodSelectProps, 'suggestion' | 'note'>;

/** Why the records suggest their encoder: known once they were looked at, and as long as nobody chose another encoder. */
const suggestionOf = ({ encoding, settings }: Project) =>
  (settings.encoder === null && encoding?.reason) || 'What suits the records best, once they have been looked at.';

const NETWORK_SUGGESTION = 'The one that suits the features that the encoder makes.';

export interface SettingsFormProps {
  project: Project;
  methods: Methods;
}

export function SettingsForm({ project, methods }: SettingsFormProps) {
  const router = useRouter();
  const { settings } = project;
  const isImporting = project.import !== null && project.import.state !== 'done';
  const { run, isRunning, error, forget } = useAction(async (form: FormData) => {
    const chosen = (name: MethodName, offered: Method[]) => readChoice(form, name, offered, settings[name]);
    const changed = (name: 'encoder' | 'network', offered: Method[]) => {
      const choice = chosen(name, offered);
      return JSON.stringify(choice) === JSON.stringify(settings[name]) ? {} : { [name]: choice };
    };
    const unverified = {
      name: form.get('name'),
      description: form.get('description'),
      settings: {
        labelsPerRound: Number(form.get('labelsPerRound')),
        draws: Number(form.get('draws')),
        outside: readOutside(form),
        // Both are judged anew where they are sent.
        ...changed('encoder', methods.encoders),
        ...changed('network', methods.networks),
        posterior: chosen('posterior', methods.posteriors),
        acquisition: chosen('acquisition', methods.acquisitions),
        selection: chosen('selection', methods.selections),
        calibration: chosen('calibration', methods.calibrations),
        ...(isImporting ? { coldStart: chosen('coldStart', methods.coldStarts) } : {}),
      },
    };
    const parsed = UpdateProject.safeParse(unverified, { error: inWords });
    if (!parsed.success)
      throw new Error(parsed.error.issues.map(({ path, message }) => `${titleOf(path)}: ${message}.`).join(' '));
    await api('PATCH /projects/{projectId}', { params: { projectId: project.id }, body: parsed.data });
    say('Saved. Methods and draws hold from the next round on, all else at once.');
    router.refresh();
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void run(new FormData(event.currentTarget));
  };
  const choose = (name: MethodName, title: string, offered: Method[], more: MoreProps = {}) => (
    <MethodSelect name={name} title={title} methods={offered} chosen={settings[name]} {...more} />
  );
  const suggestion = suggestionOf(project);
  return (
    <Form
      onSubmit={submit}
      onChange={forget}
      // What is wrong among closed options could not be shown.
      onSubmitCapture={(event) => {
        for (const closed of event.currentTarget.querySelectorAll('details'))
          if (closed.querySelector(':invalid')) closed.open = true;
      }}
      className="grid grid-cols-1 gap-5"
    >
      <TextField label="Name" name="name" defaultValue={project.name} required maxLength={200} />
      <TextField
        label="What annotators should know"
        name="description"
        defaultValue={project.description}
        maxLength={5000}
        isLong
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label="Labels per round"
          name="labelsPerRound"
          hint="After this many new labels the model is trained again."
          {...{ type: 'number', min: 1, max: 10_000, required: true, defaultValue: settings.labelsPerRound }}
        />
        <TextField
          label="Draws"
          name="draws"
          hint="Networks drawn from the posterior to score the pool. More are steadier and slower."
          {...{ type: 'number', min: 2, max: 200, required: true, defaultValue: settings.draws }}
        />
      </div>
      <fieldset className="grid min-w-0 grid-cols-1 gap-6 border-line border-t pt-5">
        <legend className="sr-only">Methods</legend>
        <OutsideFields outside={settings.outside} />
        {isImporting &&
          choose('coldStart', 'First questions: how they are chosen before there is a model', methods.coldStarts)}
        {choose('encoder', 'Encoder: how records become features', methods.encoders, {
          suggestion,
          note: 'Another encoder, or other options of it, makes new features in the background. Labelling goes on, and rounds use the old features until the new ones are complete.',
        })}
        {choose('network', 'Network: what learns from the features', methods.networks, {
          suggestion: NETWORK_SUGGESTION,
        })}
        {choose('posterior', 'Model: how it knows what it does not know', methods.posteriors)}
        {choose('acquisition', 'Acquisition: what makes a record worth asking', methods.acquisitions)}
        {choose('selection', 'Selection: how scores become a batch', methods.selections)}
        {choose('calibration', 'Calibration: how sure it may be', methods.calibrations)}
      </fieldset>
      <ErrorNote text={error} />
      <Button type="submit" look="primary" className="justify-self-start" disabled={isRunning}>
        Save
      </Button>
    </Form>
  );
}
