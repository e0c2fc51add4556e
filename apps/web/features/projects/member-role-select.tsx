'use client';
import { type Member, MemberRole, type Person } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { say } from '@/ui/say';
import { Select } from '@/ui/select';

export interface MemberRoleSelectProps {
  projectId: string;
  member: Member;
}

/** Who is an annotator on People is one in every project. */
const rolesOf = (person: Person): readonly MemberRole[] =>
  person.role === 'annotator' ? [MemberRole.enum.annotator] : MemberRole.options;

export function MemberRoleSelect({ projectId, member: { person, role } }: MemberRoleSelectProps) {
  const router = useRouter();
  const { run, isRunning, error } = useAction(async (role: MemberRole) => {
    const params = { projectId, personId: person.id };
    await api('PUT /projects/{projectId}/members/{personId}', { params, body: { role } });
    say(`${person.name} is ${role} in this project now.`);
    router.refresh();
  });
  const roles = rolesOf(person);
  return (
    <div className="grid gap-1">
      <Select
        className="w-28 sm:w-36"
        label={`Role of ${person.name} in this project`}
        options={roles}
        value={roles.includes(role) ? role : MemberRole.enum.annotator}
        isDisabled={isRunning}
        onChange={(chosen) => void run(chosen)}
      />
      <ErrorNote text={error} />
    </div>
  );
}
