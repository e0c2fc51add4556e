'use client';
import { type ConnectStudio, type Project, readCount, type StudioLink } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { ConfirmButton } from '@/ui/confirm-button';
import { Form } from '@/ui/form';
import { say } from '@/ui/say';
import { SwitchField } from '@/ui/switch-field';
import { TextField } from '@/ui/text-field';
import { mappingOf, textOf } from './mapping';

export interface StudioFormProps {
  project: Project;
  link: StudioLink | null;
}

const numberFlaw = (text: string) =>
  (readCount(text) ?? 0) > 0 ? null : 'Write the number in the address of the project there, such as 3.';
const urlFlaw = (text: string) =>
  /^https?:\/\/\S+$/.test(text.trim()) ? null : 'Write an address such as https://labels.example.org.';

/** Connects a project with one of Label Studio. */
export function StudioForm({ project, link }: StudioFormProps) {
  const router = useRouter();
  const [setsVersion, setSetsVersion] = useState(link?.setsVersion ?? true);
  const params = { projectId: project.id };
  const connect = useAction(async (body: ConnectStudio) => {
    await api('PUT /projects/{projectId}/label-studio', { params, body });
    say(link ? 'Saved.' : 'Connected.');
    router.refresh();
  });
  const disconnect = useAction(async () => {
    await api('DELETE /projects/{projectId}/label-studio', { params });
    say('Disconnected.');
    router.refresh();
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = (name: string) => String(form.get(name) ?? '').trim();
    if (urlFlaw(given('url')) || numberFlaw(given('studioProjectId'))) return;
    const [token, fromName] = [given('token'), given('fromName')];
    void connect.run({
      url: given('url'),
      studioProjectId: readCount(given('studioProjectId'))!,
      ...(token ? { token } : {}),
      ...(fromName ? { fromName } : {}),
      classes: mappingOf(given('classes')),
      setsVersion,
    });
  };
  return (
    <Form className="grid gap-4" onSubmit={submit}>
      <div className="grid gap-4 sm:grid-cols-[1fr_10rem]">
        <TextField
          name="url"
          label="Address of Label Studio"
          defaultValue={link?.url ?? ''}
          validate={urlFlaw}
          inputMode="url"
          autoComplete="off"
          placeholder="http://127.0.0.1:8080"
        />
        <TextField
          name="studioProjectId"
          label="Number of the project"
          defaultValue={link ? String(link.studioProjectId) : ''}
          validate={numberFlaw}
          inputMode="numeric"
          autoComplete="off"
        />
      </div>
      <TextField
        name="token"
        label="Token"
        type="password"
        hint={
          link
            ? 'Left empty, the one that was given stays. It is kept sealed and never shown.'
            : 'A personal access token, from Account & Settings there, of an account that sees the project. It is kept sealed and never shown.'
        }
        autoComplete="off"
      />
      <details className="text-sm">
        <summary className="cursor-pointer">Where names differ</summary>
        <div className="mt-3 grid gap-4">
          <TextField
            name="fromName"
            label="Tag that is answered"
            hint="Its name in the labelling configuration, where several could be meant."
            defaultValue={link?.question.fromName ?? ''}
            autoComplete="off"
          />
          <TextField
            name="classes"
            label="Choices that are called otherwise here"
            hint="One a line: choice there = class here."
            defaultValue={link ? textOf(link.classes) : ''}
            isLong
            rows={3}
          />
        </div>
      </details>
      <SwitchField
        name="setsVersion"
        label="Order its tasks by each new model"
        hint="Label Studio then asks for the predictions of each new model, and its project is set to them. Tasks come at random otherwise."
        isOn={setsVersion}
        onChange={setSetsVersion}
      />
      <ErrorNote text={connect.error ?? disconnect.error} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" look="primary" disabled={connect.isRunning}>
          {connect.isRunning ? 'Asking Label Studio …' : link ? 'Save' : 'Connect'}
        </Button>
        {link && (
          <ConfirmButton
            title="Disconnect"
            label="Disconnect Label Studio"
            question="Records and answers stay. Label Studio gets no predictions any more, and what is labelled there does not come here. Remove the model there, too."
            isDisabled={disconnect.isRunning}
            onConfirm={() => void disconnect.run()}
          />
        )}
      </div>
    </Form>
  );
}
