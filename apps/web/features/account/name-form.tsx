'use client';
import { type Person, UpdateMe } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { api } from '@/features/shell/api';
import { FieldsForm } from './fields-form';

export interface NameFormProps {
  person: Person;
}

export function NameForm({ person }: NameFormProps) {
  const router = useRouter();
  return (
    <FieldsForm
      schema={UpdateMe}
      fields={[{ name: 'name', title: 'Name', type: 'text', autoComplete: 'name', defaultValue: person.name }]}
      submitText="Save the name"
      doneText="Saved."
      onSubmit={async (body) => {
        await api('PATCH /me', { body });
        router.refresh();
      }}
    />
  );
}
