'use client';
import type { Person } from '@querent/contracts';
import Link from 'next/link';
import { SignOutButton } from './sign-out-button';
import { signInPath, useSignedOut } from './signed-out';

export interface WhoIsInProps {
  person: Person;
}

/** Who is signed in, with the way out; where nobody is any more, the way in. */
export function WhoIsIn({ person: { name, email } }: WhoIsInProps) {
  if (useSignedOut())
    return (
      <a className="button whitespace-nowrap" href={signInPath()}>
        Sign in
      </a>
    );
  return (
    <>
      <Link
        href="/account"
        className="hint truncate rounded-lg px-2 py-1.5 hover:bg-sunken"
        title={`Your account: ${email}`}
        aria-label={name}
      >
        <span className="sm:hidden">{initialsOf(name)}</span>
        <span className="max-sm:hidden">{name}</span>
      </Link>
      <SignOutButton />
    </>
  );
}

/** What there is room for on a phone. */
const initialsOf = (name: string) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map(([first = '']) => first.toUpperCase())
    .join('');
