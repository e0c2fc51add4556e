'use client';
import type { Project } from '@querent/contracts';
import { useState } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';

export interface DeleteFormProps {
  project: Project;
}

export function DeleteForm({ project }: DeleteFormProps) {
  const [typed, setTyped] = useState('');
  const { run, isRunning, error } = useAction(async () => {
    await api('DELETE /projects/{projectId}', { params: { projectId: project.id } });
    window.location.assign('/');
  });
  return (
    <>
      <label className="grid gap-1.5 text-sm">
        All records, answers and rounds go with it. Type “{project.name}” to confirm.
        <input className="field" value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
      </label>
      <button
        type="button"
        className="button button-danger justify-self-start"
        disabled={typed !== project.name || isRunning}
        onClick={() => void run()}
      >
        Delete for good
      </button>
      <ErrorNote text={error} />
    </>
  );
}
