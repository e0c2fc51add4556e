import { getMe, listInvitations, listPeople } from '@querent/domain';
import { notFound } from 'next/navigation';
import { PeoplePage } from '@/features/people/people-page';
import { Shell } from '@/features/shell/shell';
import { pageContext } from '@/server/session';

export const metadata = { title: 'People' };

export default async function Page() {
  const context = await pageContext();
  if (context.actor.role !== 'admin') notFound();
  const [person, people, invitations] = await Promise.all([
    getMe(context),
    listPeople(context),
    listInvitations(context),
  ]);
  return (
    <Shell person={person}>
      <PeoplePage me={person} people={people} invitations={invitations} />
    </Shell>
  );
}
