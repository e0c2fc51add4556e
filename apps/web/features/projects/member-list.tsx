'use client';
import type { Member } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';

export interface MemberListProps {
  projectId: string;
  members: Member[];
}

export function MemberList({ projectId, members }: MemberListProps) {
  const router = useRouter();
  const { run, isRunning, error } = useAction(async (personId: string) => {
    await api('DELETE /projects/{projectId}/members/{personId}', { params: { projectId, personId } });
    router.refresh();
  });
  return (
    <>
      <ul className="grid gap-2 text-sm">
        {members.map(({ person, role }) => (
          <li key={person.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-t pt-2">
            <span className="min-w-32 flex-1 truncate">
              {person.name} <span className="hint">{person.email}</span>
              {!person.isActive && <span className="hint"> deactivated</span>}
            </span>
            <span className="hint">{person.role === 'annotator' ? 'annotator' : role}</span>
            <button
              type="button"
              className="button"
              disabled={isRunning}
              onClick={() => void run(person.id)}
              aria-label={`Remove ${person.name}`}
            >
              Remove
            </button>
          </li>
        ))}
        {members.length === 0 && <li className="hint">Nobody yet. Admins can label here without being members.</li>}
      </ul>
      <ErrorNote text={error} />
    </>
  );
}
