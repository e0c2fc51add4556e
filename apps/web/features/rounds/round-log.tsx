import type { RoundDetails } from '@querent/contracts';

export interface RoundLogProps {
  log: RoundDetails['log'];
}

const LOOKS = { info: '', warning: 'font-medium', error: 'text-bad' };

/** What happened to a round, the latest first. */
export function RoundLog({ log }: RoundLogProps) {
  return (
    <section className="panel grid grid-cols-1 content-start gap-3" aria-labelledby="log">
      <h2 id="log">Log</h2>
      {log.length === 0 ? (
        <p className="hint">Nothing has been noted of this round.</p>
      ) : (
        <ol className="grid max-h-96 gap-1.5 overflow-y-auto text-sm" data-testid="log">
          {log.toReversed().map(({ id, at, level, text }) => (
            <li key={id} className="grid gap-x-3 sm:grid-cols-[6.5rem_1fr]">
              <time dateTime={at} className="hint digits">
                {at.slice(11, 19)} UTC
              </time>
              <span className={`[overflow-wrap:anywhere] ${LOOKS[level]}`}>
                {level !== 'info' && <b>{level === 'error' ? 'Error: ' : 'Note: '}</b>}
                {text}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
