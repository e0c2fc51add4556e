'use client';
import { AcceptInvitation } from '@querent/contracts';
import { type FormEvent, useEffect, useState } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';

export interface WelcomeFormProps {
  token: string;
}

export function WelcomeForm({ token }: WelcomeFormProps) {
  const [issues, setIssues] = useState<Record<string, string>>({});
  // The token is a key: it leaves the address bar, the history and screenshots at once.
  useEffect(() => window.history.replaceState(null, '', '/welcome'), []);
  const { run, isRunning, error } = useAction(async (form: FormData) => {
    const parsed = AcceptInvitation.safeParse({ token, ...Object.fromEntries(form) });
    setIssues(parsed.success ? {} : Object.fromEntries(parsed.error.issues.map((i) => [String(i.path[0]), i.message])));
    if (!parsed.success) return;
    await api('POST /invitations/accept', { body: parsed.data });
    window.location.assign('/');
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void run(new FormData(event.currentTarget));
  };
  const fields = [
    { name: 'name', title: 'Your name', type: 'text', autoComplete: 'name' },
    { name: 'email', title: 'E-mail', type: 'email', autoComplete: 'username' },
    { name: 'password', title: 'Password, at least 10 characters', type: 'password', autoComplete: 'new-password' },
  ];
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {fields.map(({ title, ...field }) => (
        <label key={field.name} className="grid gap-1.5 text-sm">
          {title}
          <input
            className="field"
            {...field}
            required
            aria-invalid={field.name in issues}
            aria-describedby={`${field.name}-issue`}
          />
          <span id={`${field.name}-issue`} className="text-bad">
            {issues[field.name]}
          </span>
        </label>
      ))}
      <ErrorNote text={error} />
      <button type="submit" className="button button-primary" disabled={isRunning}>
        Make the account
      </button>
    </form>
  );
}
