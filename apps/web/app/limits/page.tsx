import { getInbox, getLimits, getMe } from '@querent/domain';
import { notFound } from 'next/navigation';
import { LimitsPage } from '@/features/limits/limits-page';
import { Shell } from '@/features/shell/shell';
import { pageContext } from '@/server/session';

export const metadata = { title: 'Limits' };

export default async function Page() {
  const context = await pageContext();
  if (context.actor.role !== 'admin') notFound();
  const [person, limits, inbox] = await Promise.all([getMe(context), getLimits(context), getInbox(context)]);
  return (
    <Shell person={person}>
      <LimitsPage limits={limits} inbox={inbox} />
    </Shell>
  );
}
