import { many, type TrialResult } from '@querent/contracts';
import { formatPercent, formatScore } from '@/features/shell/format';
import { recordViewOf } from '@/record-kinds/registry';

export interface TrialRankingsProps {
  ranking: TrialResult['ranking'];
}

/** What both settings would ask first, beside each other. */
export function TrialRankings({ ranking }: TrialRankingsProps) {
  const { overlap, correlation, common, questions, looked } = ranking;
  return (
    <div className="grid grid-cols-1 gap-3">
      <p className="digits text-sm" data-testid="overlap">
        Of the first {many(questions, 'question')} <b>{formatPercent(overlap)}</b> are the same.
        {correlation !== null && (
          <>
            {' '}
            The orders of {many(common, 'record')} agree with ρ = <b>{correlation.toFixed(2)}</b>.
          </>
        )}{' '}
        <span className="hint">
          {many(looked, 'record')} of the pool were looked at. Below each question stands its score, by its own
          settings, and “=” where both ask it.
        </span>
      </p>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Ranked title="Asked first with the settings in use" records={ranking.present} />
        <Ranked title="Asked first with the settings tried" records={ranking.other} />
      </div>
    </div>
  );
}

function Ranked({ title, records }: { title: string; records: TrialResult['ranking']['other'] }) {
  const areTiles = records.every(({ content }) => recordViewOf(content).isTile(content));
  return (
    <section aria-label={title} className="min-w-0">
      <p className="hint mb-2" aria-hidden="true">
        {title}
      </p>
      <ol className={`grid gap-2 ${areTiles ? 'grid-cols-[repeat(auto-fill,minmax(4.5rem,1fr))] text-center' : ''}`}>
        {records.map(({ recordId, content, score, isInBoth }) => {
          const { Thumbnail } = recordViewOf(content);
          return (
            <li key={recordId} className="grid min-w-0 content-start gap-0.5 text-sm">
              <Thumbnail content={content} />
              <span className="digits hint">
                {score === null ? '–' : formatScore(score)}
                {isInBoth && <span title="Asked by both">{' ='}</span>}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
