import { isResetLinkOpen } from '@querent/domain';
import { BrokenLink } from '@/features/account/broken-link';
import { EntryPage } from '@/features/account/entry-page';
import { ResetForm } from '@/features/account/reset-form';
import { SpentLink } from '@/features/account/spent-link';
import { getServices } from '@/server/services';

export const metadata = { title: 'New password' };

export default async function Page({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const { token } = await searchParams;
  if (typeof token !== 'string' || !token) return <BrokenLink />;
  return (await isResetLinkOpen(getServices(), token)) ? (
    <EntryPage
      title="New password"
      text="The link that brought you here works once. Setting the new password signs you out everywhere else."
    >
      <ResetForm token={token} />
    </EntryPage>
  ) : (
    <SpentLink text="It has been used already, was replaced by a newer one, or is too old. Ask an admin for a new one." />
  );
}
