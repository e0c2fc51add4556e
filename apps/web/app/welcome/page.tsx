import { isInvitationOpen } from '@querent/domain';
import { BrokenLink } from '@/features/account/broken-link';
import { EntryPage } from '@/features/account/entry-page';
import { SpentLink } from '@/features/account/spent-link';
import { WelcomeForm } from '@/features/account/welcome-form';
import { getServices } from '@/server/services';

export const metadata = { title: 'Welcome' };

export default async function Page({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const { token } = await searchParams;
  if (typeof token !== 'string' || !token) return <BrokenLink />;
  return (await isInvitationOpen(getServices(), token)) ? (
    <EntryPage title="Welcome" text="Make your account. The link that brought you here works once.">
      <WelcomeForm token={token} />
    </EntryPage>
  ) : (
    <SpentLink text="It has been used already, was withdrawn, or is too old. If you have an account, sign in; an engineer can add it to a project. Otherwise ask an admin for a new link; if you are the first here, start Querent again for a fresh one." />
  );
}
