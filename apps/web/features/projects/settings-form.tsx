'use client';
import type { Method, Methods, Project, Trial } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { say } from '@/ui/say';
import { TextField } from '@/ui/text-field';
import { inSentence } from './in-sentence';
import { MethodSelect, type MethodSelectProps } from './method-select';
import { OutsideFields } from './outside-fields';
import { isBeforeFirst, type MethodName, readSettings } from './read-settings';
import { TrainingFields } from './training-fields';
import { TrialPanel } from './trial-panel';
import { useTrials } from './use-trials';

type MoreProps = Pick<MethodSelectProps, 'suggestion' | 'note'>;

/** Why the records suggest their encoder: known once they were looked at, and as long as nobody chose another encoder. */
const suggestionOf = ({ encoding, settings }: Project) =>
  (settings.encoder === null && encoding?.reason) || 'What suits the records best, once they have been looked at.';

const NETWORK_SUGGESTION = 'The one that suits the features that the encoder makes.';

export interface SettingsFormProps {
  project: Project;
  methods: Methods;
  /** Of settings, newest first. */
  trials: Trial[];
}

export function SettingsForm({ project, methods, trials: initial }: SettingsFormProps) {
  const element = useRef<HTMLFormElement>(null);
  const [shown, setShown] = useState(1);
  const { trials, isWaiting, start, stop } = useTrials(project.id, initial);
  const router = useRouter();
  const { settings } = project;
  const { run, isRunning, error, forget } = useAction(async (form: FormData) => {
    const body = readSettings(form, project, methods);
    await api('PATCH /projects/{projectId}', { params: { projectId: project.id }, body });
    say('Saved. Methods and draws hold from the next round on, all else at once.');
    router.refresh();
  });
  const attempt = useAction(async (form: FormData) => {
    const { settings: changed = {} } = readSettings(form, project, methods);
    await start({ settings: changed });
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void run(new FormData(event.currentTarget));
  };
  const choose = (name: MethodName, title: string, offered: Method[], more: MoreProps = {}) => (
    <MethodSelect
      {...{ name, title, ...more }}
      methods={offered}
      chosen={settings[name]}
      preset={methods.defaults[name]}
      optionsReason={methods.defaults.options}
    />
  );
  const suggestion = suggestionOf(project);
  return (
    <Form
      ref={element}
      onSubmit={submit}
      onChange={() => {
        forget();
        attempt.forget();
      }}
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
      <TrainingFields settings={settings} methods={methods} />
      <fieldset className="grid min-w-0 grid-cols-1 gap-6 border-line border-t pt-5">
        <legend className="float-left font-semibold">How it learns and asks</legend>
        <div className="clear-both grid gap-5 sm:grid-cols-2">
          <OutsideFields outside={settings.outside} />
        </div>
        <div className="clear-both grid gap-5 sm:grid-cols-2">
          <TextField
            label="Draws"
            name="draws"
            hint={`Networks drawn from the posterior to score the pool. ${inSentence(methods.defaults.draws)}`}
            {...{ type: 'number', min: 2, max: 200, required: true, defaultValue: settings.draws }}
          />
        </div>
        {isBeforeFirst(project) &&
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
      <ErrorNote text={error ?? attempt.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={isRunning}>
          Save
        </Button>
        <Button
          disabled={attempt.isRunning || isWaiting}
          onClick={() => element.current && void attempt.run(new FormData(element.current))}
        >
          Try it on what is labelled
        </Button>
      </div>
      <p className="hint max-w-3xl">
        A trial changes nothing: it trains with what stands above and with what the project has, on the same parts of
        the labels, and shows how good both are and what both would ask. Labelling and rounds go on meanwhile.
      </p>
      {trials.slice(0, shown).map((trial) => (
        <TrialPanel key={trial.id} trial={trial} onStop={stop} />
      ))}
      {trials.length > shown && (
        <Button className="justify-self-start" onClick={() => setShown(trials.length)}>
          Earlier trials
        </Button>
      )}
    </Form>
  );
}
