import type { Invitation, Person } from '@querent/contracts';
import { AccountActions } from './account-actions';
import { InviteForm } from './invite-form';
import { RoleSelect } from './role-select';

export interface PeoplePageProps {
  /** Who is looking. */
  me: Person;
  people: Person[];
  invitations: Invitation[];
}

export function PeoplePage({ me, people, invitations }: PeoplePageProps) {
  return (
    <div className="grid grid-cols-1 gap-6">
      <h1>People</h1>
      <section className="panel" aria-label="Accounts">
        <ul>
          {people.map((person) => (
            <li
              key={person.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b py-3 text-sm first:pt-0"
            >
              <div className="min-w-56 flex-1">
                {person.name}
                {!person.isActive && <span className="ml-2 rounded-md bg-sunken px-1.5 py-0.5">deactivated</span>}
                <span className="hint block break-all">{person.email}</span>
              </div>
              <RoleSelect person={person} />
              {person.id === me.id ? (
                <p className="hint sm:w-76 sm:text-right">This is you</p>
              ) : (
                <AccountActions person={person} />
              )}
            </li>
          ))}
        </ul>
        <p className="hint mt-4">
          Annotators label in projects they are members of. Engineers make projects (for now the sample project) and run
          their rounds. Admins do everything. Whoever is deactivated is signed out at once and cannot sign in; the
          answers stay.
        </p>
      </section>
      <section className="panel grid grid-cols-1 gap-4" aria-labelledby="invite">
        <h2 id="invite">Invite somebody</h2>
        <InviteForm projectId={null} roles={['annotator', 'engineer', 'admin']} invitations={invitations} />
      </section>
    </div>
  );
}
