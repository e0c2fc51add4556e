import type { RoundDetails } from '@querent/contracts';
import { settingTitleOf } from './setting-title';

export interface RoundSettingsProps {
  details: RoundDetails;
}

/** What a round was made with, and what of it is another thing than in the round before. */
export function RoundSettings({ details: { settings, round } }: RoundSettingsProps) {
  const changed = settings.filter(({ before }) => before !== null);
  return (
    <section className="panel grid grid-cols-1 content-start gap-3" aria-labelledby="made-with">
      <h2 id="made-with">Made with</h2>
      <p className="hint" data-testid="changes">
        {round.number === 0
          ? 'The settings when labelling began.'
          : changed.length === 0
            ? 'The same settings as the round before.'
            : `Changed since the round before: ${changed.map(({ name }) => settingTitleOf(name).toLowerCase()).join(', ')}.`}
      </p>
      <dl className="grid gap-x-8 gap-y-2 text-sm sm:grid-cols-2">
        {settings.map(({ name, now, before }) => (
          <div key={name} className="min-w-0">
            <dt className="hint">{settingTitleOf(name)}</dt>
            <dd className={`[overflow-wrap:anywhere] ${before === null ? '' : 'font-semibold'}`}>
              {now}
              {before !== null && <span className="hint block font-normal">before: {before}</span>}
            </dd>
          </div>
        ))}
        <div>
          <dt className="hint">Seed of this round</dt>
          <dd className="digits">{round.seed}</dd>
        </div>
      </dl>
    </section>
  );
}
