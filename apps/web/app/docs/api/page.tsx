import { getMe } from '@querent/domain';
import { ApiDocs } from '@/features/api-docs/api-docs';
import { Shell } from '@/features/shell/shell';
import { pageContext } from '@/server/session';

export const metadata = { title: 'API' };

export default async function Page() {
  const person = await getMe(await pageContext());
  return (
    <Shell person={person}>
      <ApiDocs />
    </Shell>
  );
}
