'use client';
import { type Person, Role } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { say } from '@/ui/say';
import { Select } from '@/ui/select';

export interface RoleSelectProps {
  person: Person;
}

export function RoleSelect({ person }: RoleSelectProps) {
  const router = useRouter();
  const { run, isRunning, error } = useAction(async (role: Role) => {
    await api('PATCH /people/{personId}', { params: { personId: person.id }, body: { role } });
    say(`${person.name} is ${role} now.`);
    router.refresh();
  });
  return (
    <div className="grid gap-1">
      <Select
        className="w-28 sm:w-36"
        label={`Role of ${person.name}`}
        options={Role.options}
        value={person.role}
        isDisabled={isRunning}
        onChange={(role) => void run(role)}
      />
      <ErrorNote text={error} />
    </div>
  );
}
