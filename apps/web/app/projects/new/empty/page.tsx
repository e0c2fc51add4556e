import { getMe } from '@querent/domain';
import { notFound } from 'next/navigation';
import { EmptyProjectPage } from '@/features/new-project/empty-project-page';
import { Shell } from '@/features/shell/shell';
import { pageContext } from '@/server/session';

export const metadata = { title: 'An empty project' };

export default async function Page() {
  const person = await getMe(await pageContext());
  if (person.role === 'annotator') notFound();
  return (
    <Shell person={person}>
      <EmptyProjectPage />
    </Shell>
  );
}
