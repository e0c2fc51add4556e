'use client';
import { Button } from '@/ui/button';
import { api } from './api';
import { browserStorage } from './browser-storage';
import { forgetAtSignOut } from './until-sign-out';
import { useAction } from './use-action';

export function SignOutButton() {
  const { run, isRunning, error } = useAction(async () => {
    await api('DELETE /session');
    forgetAtSignOut(browserStorage());
    window.location.assign('/sign-in');
  });
  return (
    <Button
      className="whitespace-nowrap max-sm:px-2.5"
      disabled={isRunning}
      title={error ?? undefined}
      onClick={() => void run()}
    >
      {error ? 'Not signed out: try again' : 'Sign out'}
    </Button>
  );
}
