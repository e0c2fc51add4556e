import { getMe, listInvitations, listKeys, listPeople } from '@querent/domain';
import { notFound } from 'next/navigation';
import { PeoplePage } from '@/features/people/people-page';
import { Shell } from '@/features/shell/shell';
import { pageContext } from '@/server/session';
import { shownPages } from '@/server/shown-pages';

export const metadata = { title: 'People' };

type Props = {
  searchParams: Promise<{ people?: string | string[]; invitations?: string | string[]; keys?: string | string[] }>;
};

export default async function Page({ searchParams }: Props) {
  const context = await pageContext();
  if (context.actor.role !== 'admin') notFound();
  const pages = await searchParams;
  const [person, people, invitations, keys] = await Promise.all([
    getMe(context),
    shownPages(pages.people, (page) => listPeople(context, page)),
    shownPages(pages.invitations, (page) => listInvitations(context, page)),
    shownPages(pages.keys, (page) => listKeys(context, page)),
  ]);
  return (
    <Shell person={person}>
      <PeoplePage me={person} people={people} invitations={invitations} keys={keys} />
    </Shell>
  );
}
