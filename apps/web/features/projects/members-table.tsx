'use client';
import { type Member, MemberRole, type Person } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { api } from '@/features/shell/api';
import { ConfirmButton } from '@/features/shell/confirm-button';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';

export interface MemberListProps {
  projectId: string;
  /** Who is looking. */
  me: Person;
  members: Member[];
}

/** Who is an annotator on People is one in every project. */
const rolesOf = (person: Person): readonly MemberRole[] =>
  person.role === 'annotator' ? [MemberRole.enum.annotator] : MemberRole.options;

export function MemberList({ projectId, me, members }: MemberListProps) {
  const router = useRouter();
  const leavesProject = (personId: string) => personId === me.id && me.role !== 'admin';
  const change = useAction(async (personId: string, role: MemberRole) => {
    await api('PUT /projects/{projectId}/members/{personId}', { params: { projectId, personId }, body: { role } });
    router.refresh();
  });
  const remove = useAction(async (personId: string) => {
    await api('DELETE /projects/{projectId}/members/{personId}', { params: { projectId, personId } });
    if (leavesProject(personId)) router.push('/');
    else router.refresh();
  });
  const isRunning = change.isRunning || remove.isRunning;
  return (
    <>
      <ul className="grid grid-cols-1 gap-2 text-sm">
        {members.map(({ person, role }) => (
          <li key={person.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-t pt-2">
            <span className="min-w-56 flex-1">
              {person.name}
              {person.id === me.id && <span className="hint"> (you)</span>}
              {!person.isActive && <span className="hint"> deactivated</span>}
              {person.role === 'admin' && <span className="hint"> admin, may do everything here</span>}
              <span className="hint block">{person.email}</span>
            </span>
            <select
              className="field w-32"
              aria-label={`Role of ${person.name} in this project`}
              value={rolesOf(person).includes(role) ? role : MemberRole.enum.annotator}
              disabled={isRunning}
              onChange={(event) => void change.run(person.id, MemberRole.parse(event.target.value))}
            >
              {rolesOf(person).map((option) => (
                <option key={option}>{option}</option>
              ))}
            </select>
            <ConfirmButton
              title="Remove"
              label={`Remove ${person.name}`}
              question={
                leavesProject(person.id)
                  ? 'Remove yourself from this project? You will not see it any more until another engineer or an admin adds you again.'
                  : `Remove ${person.name} from this project? The answers stay, and the person can be added again.`
              }
              isDisabled={isRunning}
              onConfirm={() => void remove.run(person.id)}
            />
          </li>
        ))}
        {members.length === 0 && <li className="hint">Nobody yet. Admins can label here without being members.</li>}
      </ul>
      <ErrorNote text={change.error ?? remove.error} />
    </>
  );
}
