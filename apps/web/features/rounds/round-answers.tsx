import { formatCount, many, type RoundDetails } from '@querent/contracts';

export interface RoundAnswersProps {
  answered: RoundDetails['answered'];
}

const MOST_SHOWN = 20;

/** What was answered to the questions of a round. */
export function RoundAnswers({ answered: { labels, skips, byAnswer } }: RoundAnswersProps) {
  const most = Math.max(1, ...byAnswer.map(({ count }) => count));
  return (
    <section className="panel grid grid-cols-1 content-start gap-3" aria-labelledby="answered">
      <h2 id="answered">What was answered</h2>
      <p className="digits text-sm" data-testid="answered">
        {many(labels, 'label')}, {many(skips, 'skip')}
      </p>
      {byAnswer.length > 0 && (
        <table className="w-full text-sm">
          <caption className="sr-only">Answers to this round, most frequent first</caption>
          <tbody>
            {byAnswer.slice(0, MOST_SHOWN).map(({ text, count }) => (
              <tr key={text}>
                <th scope="row" className="max-w-40 truncate py-1 pr-3 text-left font-normal">
                  {text}
                </th>
                <td className="digits pr-3 text-right">{formatCount(count)}</td>
                <td className="w-1/2" aria-hidden="true">
                  <div className="h-2 rounded-full bg-accent" style={{ width: `${(100 * count) / most}%` }} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {byAnswer.length > MOST_SHOWN && (
        <p className="hint">And {many(byAnswer.length - MOST_SHOWN, 'other answer')}.</p>
      )}
      {labels + skips === 0 && <p className="hint">Nobody has answered a question of this round yet.</p>}
    </section>
  );
}
