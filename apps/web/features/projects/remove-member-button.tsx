'use client';
import type { Person } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { ConfirmButton } from '@/ui/confirm-button';
import { say } from '@/ui/say';

export interface RemoveMemberButtonProps {
  projectId: string;
  /** Who is looking. */
  me: Person;
  person: Person;
}

export function RemoveMemberButton({ projectId, me, person }: RemoveMemberButtonProps) {
  const router = useRouter();
  const leavesProject = person.id === me.id && me.role !== 'admin';
  const { run, isRunning, error } = useAction(async () => {
    const params = { projectId, personId: person.id };
    await api('DELETE /projects/{projectId}/members/{personId}', { params });
    say(leavesProject ? 'You have left the project.' : `${person.name} is removed from the project.`);
    if (leavesProject) router.push('/');
    else router.refresh();
  });
  return (
    <div className="grid justify-items-end gap-1">
      <ConfirmButton
        title="Remove"
        label={`Remove ${person.name}`}
        question={
          leavesProject
            ? 'You will not see this project any more until another engineer or an admin adds you again.'
            : 'The answers stay, and the person can be added again.'
        }
        isDisabled={isRunning}
        onConfirm={() => void run()}
      />
      <ErrorNote text={error} />
    </div>
  );
}
