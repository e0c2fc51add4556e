'use client';
import type { Project } from '@querent/contracts';
import { useState } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { ConfirmButton } from '@/ui/confirm-button';
import { TextField } from '@/ui/text-field';

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
      <p className="hint">All records, answers and rounds go with it.</p>
      <div>
        <ConfirmButton
          title="Delete for good"
          label="Delete the project for good"
          question="All records, answers and rounds go with it. This cannot be undone."
          canConfirm={typed === project.name}
          isDisabled={isRunning}
          onOpen={() => setTyped('')}
          onConfirm={() => void run()}
        >
          <TextField
            label={`Type “${project.name}” to confirm`}
            name="confirmation"
            value={typed}
            onValueChange={setTyped}
            autoComplete="off"
          />
        </ConfirmButton>
      </div>
      <ErrorNote text={error} />
    </>
  );
}
