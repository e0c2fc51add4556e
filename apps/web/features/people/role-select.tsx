'use client';
import { type Person, Role } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';

export interface RoleSelectProps {
  person: Person;
}

export function RoleSelect({ person }: RoleSelectProps) {
  const router = useRouter();
  const { run, isRunning, error } = useAction(async (role: Role) => {
    await api('PATCH /people/{personId}', { params: { personId: person.id }, body: { role } });
    router.refresh();
  });
  return (
    <div className="grid max-w-full gap-1 sm:max-w-52">
      <select
        className="field w-36"
        aria-label={`Role of ${person.name}`}
        value={person.role}
        disabled={isRunning}
        onChange={(event) => void run(Role.parse(event.target.value))}
      >
        {Role.options.map((role) => (
          <option key={role}>{role}</option>
        ))}
      </select>
      <ErrorNote text={error} />
    </div>
  );
}
