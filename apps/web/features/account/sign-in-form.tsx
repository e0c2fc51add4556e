'use client';
import { SignIn } from '@querent/contracts';
import { api } from '@/features/shell/api';
import { backPath } from './back-path';
import { FieldsForm } from './fields-form';

export function SignInForm() {
  return (
    <FieldsForm
      schema={SignIn}
      fields={[
        { name: 'email', title: 'E-mail', type: 'email', autoComplete: 'username' },
        { name: 'password', title: 'Password', type: 'password', autoComplete: 'current-password' },
      ]}
      submitText="Sign in"
      onSubmit={async (body) => {
        await api('POST /session', { body });
        const { search, origin } = window.location;
        window.location.assign(backPath(new URLSearchParams(search).get('back'), origin));
      }}
    />
  );
}
