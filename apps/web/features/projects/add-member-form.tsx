'use client';
import { AddMember, MemberRole } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Form } from '@/ui/form';
import { say } from '@/ui/say';
import { Select } from '@/ui/select';
import { TextField } from '@/ui/text-field';

export interface AddMemberFormProps {
  projectId: string;
}

/** Puts somebody who has an account into the project. */
export function AddMemberForm({ projectId }: AddMemberFormProps) {
  const router = useRouter();
  const { run, isRunning, error, forget } = useAction(async (form: HTMLFormElement) => {
    const body = AddMember.parse(Object.fromEntries(new FormData(form)));
    const { person } = await api('POST /projects/{projectId}/members', { params: { projectId }, body });
    say(`${person.name} is in the project now.`);
    form.reset();
    router.refresh();
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void run(event.currentTarget);
  };
  return (
    <Form onSubmit={submit} onChange={forget} className="grid gap-3 border-line border-t pt-3">
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          className="min-w-52 flex-1"
          label="Add somebody who has an account"
          name="email"
          type="email"
          required
          maxLength={254}
          placeholder="E-mail"
          autoComplete="off"
        />
        <Field label="Role" name="role" className="w-36" isButton>
          <Select options={MemberRole.options} defaultValue={MemberRole.enum.annotator} />
        </Field>
        <Button type="submit" disabled={isRunning}>
          Add
        </Button>
      </div>
      <ErrorNote text={error} />
    </Form>
  );
}
