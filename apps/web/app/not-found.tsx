import { getMe } from '@querent/domain';
import { NotFoundPage } from '@/features/shell/not-found-page';
import { Shell } from '@/features/shell/shell';
import { findPageContext } from '@/server/session';

export const metadata = { title: { absolute: 'Nothing here · Querent' } };

export default async function NotFound() {
  const context = await findPageContext();
  return context ? (
    <Shell person={await getMe(context)}>
      <NotFoundPage />
    </Shell>
  ) : (
    <main>
      <NotFoundPage />
    </main>
  );
}
