import type { Person } from '@querent/contracts';
import Link from 'next/link';
import { OwnKeys, type OwnKeysProps } from '@/features/keys/own-keys';
import { Email } from '@/features/shell/email';
import { NameForm } from './name-form';
import { PasswordForm } from './password-form';

export interface AccountPageProps extends OwnKeysProps {
  person: Person;
}

/** One's own account. */
export function AccountPage({ person, keys, projects }: AccountPageProps) {
  return (
    <div className="mx-auto grid max-w-xl grid-cols-1 gap-5">
      <div>
        <h1>Your account</h1>
        <p className="hint mt-1">
          <Email address={person.email} />, {person.role}
        </p>
      </div>
      <section className="panel grid gap-4" aria-labelledby="name">
        <h2 id="name">Name</h2>
        <NameForm person={person} />
      </section>
      <section className="panel grid gap-4" aria-labelledby="password">
        <h2 id="password">Password</h2>
        <p className="hint">
          With a new password you stay signed in here and are signed out everywhere else. Keys go on working: revoke
          those that somebody else may have.
        </p>
        <PasswordForm />
      </section>
      <section className="panel grid grid-cols-1 gap-4" aria-labelledby="keys">
        <h2 id="keys">API keys</h2>
        <p className="hint">
          Programs use a key in place of your password. It acts as you and never may do more than you; it makes no other
          keys, invites nobody and changes no password.{' '}
          <Link className="underline" href="/docs/api">
            What programs can do
          </Link>
        </p>
        <OwnKeys keys={keys} projects={projects} />
      </section>
    </div>
  );
}
