import type { ApiKey, Invitation, Person } from '@querent/contracts';
import { KeysTable } from '@/features/keys/keys-table';
import { ShowMore, type ShownList } from '@/features/shell/show-more';
import { InviteForm } from './invite-form';
import { PeopleTable } from './people-table';

export interface PeoplePageProps {
  /** Who is looking. */
  me: Person;
  people: ShownList<Person>;
  invitations: ShownList<Invitation>;
  /** Of everybody. */
  keys: ShownList<ApiKey>;
}

export function PeoplePage({ me, people, invitations, keys }: PeoplePageProps) {
  return (
    <div className="grid grid-cols-1 gap-6">
      <h1>People</h1>
      <section className="panel" aria-labelledby="accounts">
        <h2 id="accounts" className="mb-2">
          Accounts
        </h2>
        <PeopleTable me={me} people={people.items} />
        <ShowMore name="people" more={people.more} />
        <p className="hint mt-4">
          Annotators label in projects they are members of. Engineers make projects and run their rounds. Admins do
          everything. Whoever is deactivated is signed out at once and cannot sign in; the answers stay.
        </p>
      </section>
      <section className="panel grid grid-cols-1 gap-4" aria-labelledby="invite">
        <h2 id="invite">Invite somebody</h2>
        <InviteForm projectId={null} roles={['annotator', 'engineer', 'admin']} invitations={invitations} />
      </section>
      <section className="panel grid grid-cols-1 gap-3" aria-labelledby="keys">
        <h2 id="keys">API keys of everybody</h2>
        <p className="hint">
          With a key a program acts as its person. Everybody makes their own on their account page, where the name above
          leads to.
        </p>
        <KeysTable keys={keys.items} hasOwners />
        <ShowMore name="keys" more={keys.more} />
      </section>
    </div>
  );
}
