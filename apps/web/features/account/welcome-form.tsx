'use client';
import { AcceptInvitation } from '@querent/contracts';
import { api } from '@/features/shell/api';
import { FieldsForm } from './fields-form';
import { useHiddenToken } from './use-hidden-token';

export interface WelcomeFormProps {
  token: string;
}

export function WelcomeForm({ token }: WelcomeFormProps) {
  useHiddenToken(token);
  return (
    <FieldsForm
      schema={AcceptInvitation}
      given={{ token }}
      fields={[
        { name: 'name', title: 'Your name', type: 'text', autoComplete: 'name' },
        { name: 'email', title: 'E-mail', type: 'email', autoComplete: 'username' },
        { name: 'password', title: 'Password, at least 10 characters', type: 'password', autoComplete: 'new-password' },
      ]}
      submitText="Make the account"
      onSubmit={async (body) => {
        await api('POST /invitations/accept', { body });
        window.location.assign('/');
      }}
    />
  );
}
