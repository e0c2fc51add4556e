import { many } from '@querent/contracts';
import { SaveOrDismiss } from './save-or-dismiss';

export interface UnreadableAnswersProps {
  count: number;
  areSaved: boolean;
  onSave: () => void;
  onDismiss: () => void;
}

/** What another version of the page has left in this browser is neither sent nor deleted: a person decides. */
export function UnreadableAnswers({ count, areSaved, onSave, onDismiss }: UnreadableAnswersProps) {
  if (count === 0) return null;
  return (
    <section
      role="alert"
      className="grid gap-2 rounded-lg bg-bad-wash px-3 py-2 text-bad text-sm"
      data-testid="unreadable-answers"
    >
      <p>
        <b>{many(count, 'answer')} kept in this browser cannot be read by this page</b> and{' '}
        {count === 1 ? 'was' : 'were'} not sent. Reload the page, in case it is older than the{' '}
        {count === 1 ? 'answer' : 'answers'}. If this stays, save {count === 1 ? 'it' : 'them'} as a file for whoever
        looks after Querent; after that {count === 1 ? 'it' : 'they'} can be dismissed.
      </p>
      <SaveOrDismiss isSaved={areSaved} onSave={onSave} onDismiss={onDismiss} />
    </section>
  );
}
