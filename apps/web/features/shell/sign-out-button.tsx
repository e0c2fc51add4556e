'use client';
import { api } from './api';
import { useAction } from './use-action';

export function SignOutButton() {
  const { run, isRunning, error } = useAction(async () => {
    await api('DELETE /session');
    window.location.assign('/sign-in');
  });
  return (
    <button
      type="button"
      className="button whitespace-nowrap max-sm:px-2.5"
      disabled={isRunning}
      title={error ?? undefined}
      onClick={() => void run()}
    >
      {error ? 'Not signed out: try again' : 'Sign out'}
    </button>
  );
}
