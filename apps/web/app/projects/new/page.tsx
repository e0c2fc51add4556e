import { getLimits, getMe } from '@querent/domain';
import { notFound } from 'next/navigation';
import { NewProjectPage } from '@/features/new-project/new-project-page';
import { Shell } from '@/features/shell/shell';
import { pageContext } from '@/server/session';

export const metadata = { title: 'New project' };

export default async function Page() {
  const context = await pageContext();
  const person = await getMe(context);
  if (person.role === 'annotator') notFound();
  return (
    <Shell person={person}>
      <NewProjectPage limits={await getLimits(context)} />
    </Shell>
  );
}
