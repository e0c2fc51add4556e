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
  const title = error ? 'Not signed out: try again' : 'Sign out';
  return (
    <Button
      className="whitespace-nowrap max-sm:px-2.5"
      aria-label={title}
      disabled={isRunning}
      title={error ?? title}
      onClick={() => void run()}
    >
      {!error && <DoorIcon />}
      <span className={error ? '' : 'max-sm:hidden'}>{title}</span>
    </Button>
  );
}

/** In the place of the words on a phone, whose header has room for the navigation or for them. */
function DoorIcon() {
  return (
    <svg className="sm:hidden" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <path
        d="M8 3H4v14h4M8 10h9m-3.5-3.5L17 10l-3.5 3.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
