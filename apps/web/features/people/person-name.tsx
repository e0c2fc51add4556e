import type { Person } from '@querent/contracts';
import type { ReactNode } from 'react';
import { Email } from '@/features/shell/email';

export interface PersonNameProps {
  person: Person;
  /** Who is looking. */
  me: Person;
  children?: ReactNode;
}

/** Somebody in a table: name, what is to be known of the account, and the address. */
export function PersonName({ person, me, children }: PersonNameProps) {
  return (
    <div className="min-w-24">
      <span className="font-medium">{person.name}</span>
      {person.id === me.id && <span className="hint"> (you)</span>}
      {!person.isActive && (
        <span className="ml-2 inline-block whitespace-nowrap rounded-md bg-sunken px-1.5">deactivated</span>
      )}
      {children}
      <span className="hint block">
        <Email address={person.email} />
      </span>
    </div>
  );
}
