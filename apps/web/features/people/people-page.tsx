import type { Invitation, Person } from '@querent/contracts';
import { ShowMore, type ShownList } from '@/features/shell/show-more';
import { InviteForm } from './invite-form';
import { PeopleTable } from './people-table';

export interface PeoplePageProps {
  /** Who is looking. */
  me: Person;
  people: ShownList<Person>;
  invitations: ShownList<Invitation>;
}

export function PeoplePage({ me, people, invitations }: PeoplePageProps) {
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
    </div>
  );
}
