import { getMe } from '@querent/domain';
import { AccountPage } from '@/features/account/account-page';
import { Shell } from '@/features/shell/shell';
import { pageContext } from '@/server/session';

export const metadata = { title: 'Your account' };

export default async function Page() {
  const person = await getMe(await pageContext());
  return (
    <Shell person={person}>
      <AccountPage person={person} />
    </Shell>
  );
}
