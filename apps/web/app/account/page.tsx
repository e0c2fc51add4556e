import { getMe, listOwnKeys, listProjects } from '@querent/domain';
import { AccountPage } from '@/features/account/account-page';
import { Shell } from '@/features/shell/shell';
import { pageContext } from '@/server/session';
import { shownPages } from '@/server/shown-pages';

export const metadata = { title: 'Your account' };

type Props = { searchParams: Promise<{ keys?: string | string[] }> };

export default async function Page({ searchParams }: Props) {
  const context = await pageContext();
  const pages = await searchParams;
  const [person, keys, projects] = await Promise.all([
    getMe(context),
    shownPages(pages.keys, (page) => listOwnKeys(context, page)),
    listProjects(context, { limit: 200 }),
  ]);
  return (
    <Shell person={person}>
      <AccountPage person={person} keys={keys} projects={projects.items.map(({ id, name }) => ({ id, name }))} />
    </Shell>
  );
}
