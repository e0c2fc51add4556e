'use client';
import type { FormEvent } from 'react';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { backPath } from './back-path';

export function SignInForm() {
  const { run, isRunning, error } = useAction(async (form: FormData) => {
    const response = await fetch('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: form.get('email'), password: form.get('password') }),
    }).catch(() => {
      throw new Error('The server does not answer. Check the connection and try again.');
    });
    if (response.status === 429) throw new Error('Too many attempts. Wait a minute and try again.');
    if (response.status === 403)
      throw new Error('Signing in is not allowed from this address. Open Querent at the address it was set up with.');
    if (response.status >= 500) throw new Error('The server cannot sign anybody in at the moment. Try again shortly.');
    if (!response.ok) throw new Error('This e-mail address and password do not belong together.');
    const { search, origin } = window.location;
    window.location.assign(backPath(new URLSearchParams(search).get('back'), origin));
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void run(new FormData(event.currentTarget));
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <label className="grid gap-1.5 text-sm">
        E-mail
        <input className="field" name="email" type="email" autoComplete="username" required />
      </label>
      <label className="grid gap-1.5 text-sm">
        Password
        <input className="field" name="password" type="password" autoComplete="current-password" required />
      </label>
      <ErrorNote text={error} />
      <button type="submit" className="button button-primary" disabled={isRunning}>
        Sign in
      </button>
    </form>
  );
}
