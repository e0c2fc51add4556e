import { EntryPage } from '@/features/account/entry-page';
import { WelcomeForm } from '@/features/account/welcome-form';

export const metadata = { title: 'Welcome' };

export default async function Page({ searchParams }: { searchParams: Promise<{ token?: string }> }) {
  const { token } = await searchParams;
  return token ? (
    <EntryPage title="Welcome" text="Make your account. The link that brought you here works once.">
      <WelcomeForm token={token} />
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
