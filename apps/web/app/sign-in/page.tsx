import { redirect } from 'next/navigation';
import { EntryPage } from '@/features/account/entry-page';
import { SignInForm } from '@/features/account/sign-in-form';
import { findPageContext } from '@/server/session';

export const metadata = { title: 'Sign in' };

export default async function Page() {
  if (await findPageContext()) redirect('/');
  return (
    <EntryPage
      title="Sign in"
      text="Accounts are made by invitation. Ask an admin for a link if you have none, or have lost your password."
    >
      <SignInForm />
    </EntryPage>
  );
}
