'use client';
import { AddMember } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';

export interface AddMemberFormProps {
  projectId: string;
}

/** Puts somebody who has an account into the project. */
export function AddMemberForm({ projectId }: AddMemberFormProps) {
  const router = useRouter();
  const { run, isRunning, error, forget } = useAction(async (form: HTMLFormElement) => {
    const body = AddMember.parse(Object.fromEntries(new FormData(form)));
    await api('POST /projects/{projectId}/members', { params: { projectId }, body });
    form.reset();
    router.refresh();
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void run(event.currentTarget);
  };
  return (
    <form onSubmit={submit} onChange={forget} className="grid gap-3 border-line border-t pt-3">
      <div className="flex flex-wrap items-end gap-3 text-sm">
        <label className="grid min-w-52 flex-1 gap-1.5">
          Add somebody who has an account
          <input
            className="field"
            name="email"
            type="email"
            required
            maxLength={254}
            placeholder="E-mail"
            autoComplete="off"
          />
        </label>
        <label className="grid gap-1.5">
          Role
          <select className="field w-32" name="role" defaultValue="annotator">
            <option>annotator</option>
            <option>engineer</option>
          </select>
        </label>
        <button type="submit" className="button" disabled={isRunning}>
          Add
        </button>
      </div>
      <ErrorNote text={error} />
    </form>
  );
}
