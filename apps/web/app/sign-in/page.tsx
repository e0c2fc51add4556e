import { AccountPage } from '@/features/account/account-page';
import { SignInForm } from '@/features/account/sign-in-form';

export const metadata = { title: 'Sign in' };

export default function Page() {
  return (
    <AccountPage title="Sign in" text="Accounts are made by invitation. Ask an admin for a link if you have none.">
      <SignInForm />
    </AccountPage>
  );
}
