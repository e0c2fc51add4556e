import type { Person } from '@querent/contracts';
import { Email } from '@/features/shell/email';
import { NameForm } from './name-form';
import { PasswordForm } from './password-form';

export interface AccountPageProps {
  person: Person;
}

/** One's own account. */
export function AccountPage({ person }: AccountPageProps) {
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
        <p className="hint">With a new password you stay signed in here and are signed out everywhere else.</p>
        <PasswordForm />
      </section>
    </div>
  );
}
