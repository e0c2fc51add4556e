import { LeftAnswers } from '@/features/labelling/left-answers';
import { NotFoundPage } from '@/features/shell/not-found-page';

/** A project that is gone, or no longer this person's: answers to it may still lie in the browser. */
export default function NotFound() {
  return (
    <NotFoundPage>
      <LeftAnswers />
    </NotFoundPage>
  );
}
