import { getMe } from '@querent/domain';
import { LeftAnswers } from '@/features/labelling/left-answers';
import { NotFoundPage } from '@/features/shell/not-found-page';
import { Shell } from '@/features/shell/shell';
import { pageContext } from '@/server/session';

/** A project that is gone, or no longer this person's: answers to it may still lie in the browser. */
export default async function NotFound() {
  const person = await getMe(await pageContext());
  return (
    <Shell person={person}>
      <NotFoundPage>
        <LeftAnswers personId={person.id} />
      </NotFoundPage>
    </Shell>
  );
}
