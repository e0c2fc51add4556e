import type { Invitation, Person } from '@querent/contracts';
import { InviteForm } from './invite-form';
import { RoleSelect } from './role-select';
import { WithdrawButton } from './withdraw-button';

export interface PeoplePageProps {
  people: Person[];
  invitations: Invitation[];
}

export function PeoplePage({ people, invitations }: PeoplePageProps) {
  return (
    <div className="grid gap-6">
      <h1>People</h1>
      <section className="panel overflow-x-auto" aria-label="Accounts">
        <table className="w-full text-left text-sm">
          <thead className="hint">
            <tr>
              <th className="py-1.5 pr-4 font-medium">Person</th>
              <th className="py-1.5 font-medium">Role</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id} className="border-line border-t">
                <td className="py-2.5 pr-4">
                  {person.name}
                  <span className="hint block break-all">{person.email}</span>
                </td>
                <td className="w-36 py-2.5">
                  <RoleSelect person={person} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="hint mt-4">
          Annotators label in projects they are members of. Engineers make projects and run their rounds. Admins do
          everything.
        </p>
      </section>
      <section className="panel grid gap-4" aria-labelledby="invite">
        <h2 id="invite">Invite somebody</h2>
        <InviteForm projectId={null} roles={['annotator', 'engineer', 'admin']} />
        {invitations.length > 0 && (
          <ul className="grid gap-2 text-sm">
            {invitations.map(({ id, role, expiresAt }) => (
              <li key={id} className="flex items-center justify-between gap-3 border-line border-t pt-2">
                <span>
                  An open link for one {role}, until {expiresAt.slice(0, 10)}
                </span>
                <WithdrawButton invitationId={id} />
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
