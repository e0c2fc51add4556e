'use client';
import { ChangePassword } from '@querent/contracts';
import { api } from '@/features/shell/api';
import { FieldsForm } from './fields-form';

export function PasswordForm() {
  return (
    <FieldsForm
      schema={ChangePassword}
      fields={[
        { name: 'password', title: 'Present password', type: 'password', autoComplete: 'current-password' },
        {
          name: 'newPassword',
          title: 'New password, at least 10 characters',
          type: 'password',
          autoComplete: 'new-password',
        },
      ]}
      submitText="Change the password"
      doneText="Changed. You are signed out everywhere else."
      onSubmit={async (body) => {
        await api('PUT /me/password', { body });
      }}
    />
  );
}
