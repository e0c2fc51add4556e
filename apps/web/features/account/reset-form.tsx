'use client';
import { ResetPassword } from '@querent/contracts';
import { api } from '@/features/shell/api';
import { FieldsForm } from './fields-form';
import { useHiddenToken } from './use-hidden-token';

export interface ResetFormProps {
  token: string;
}

export function ResetForm({ token }: ResetFormProps) {
  useHiddenToken(token);
  return (
    <FieldsForm
      schema={ResetPassword}
      given={{ token }}
      fields={[
        {
          name: 'newPassword',
          title: 'New password, at least 10 characters',
          type: 'password',
          autoComplete: 'new-password',
        },
      ]}
      submitText="Set the password"
      onSubmit={async (body) => {
        await api('POST /password-resets', { body });
        window.location.assign('/');
      }}
    />
  );
}
