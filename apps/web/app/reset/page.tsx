import { EntryPage } from '@/features/account/entry-page';
import { ResetForm } from '@/features/account/reset-form';

export const metadata = { title: 'New password' };

export default async function Page({ searchParams }: { searchParams: Promise<{ token?: string }> }) {
  const { token } = await searchParams;
  return token ? (
    <EntryPage
      title="New password"
      text="The link that brought you here works once. You are signed out everywhere else."
    >
      <ResetForm token={token} />
    </EntryPage>
  ) : (
    <EntryPage
      title="The link is not complete"
      text="Open the whole link you were given, or ask an admin for a new one."
    >
      <a className="button" href="/sign-in">
        Sign in instead
      </a>
    </EntryPage>
  );
}
