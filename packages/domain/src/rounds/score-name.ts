import type { Round } from '@querent/contracts';
import { acquisitions } from '@querent/core/acquisitions';
import { selections } from '@querent/core/selections';

export interface Score {
  scoreName: string | null;
  scoreUnit: string | null;
}

/** What the scores of a round are called and measured in; null in the cold start, which has none. */
export function scoreOf(round: Pick<Round, 'config' | 'modelVersion'>): Score {
  const acquisition = round.modelVersion === null ? null : acquisitions.find(round.config.acquisition.id);
  return { scoreName: acquisition?.title ?? null, scoreUnit: acquisition?.unit ?? null };
}

/** Why a record was asked, in a sentence for annotators. */
export function reasonOf(
  round: Pick<Round, 'config' | 'modelVersion' | 'number' | 'isStale'>,
  entry: { rank: number; score: number | null },
): string {
  if (round.modelVersion === null) {
    const { coldStart, labelsPerRound } = round.config;
    const rule = entry.rank < labelsPerRound ? selections.find(coldStart.id) : null;
    return rule
      ? `Chosen by “${rule.title}”, which needs no model: there is none yet.`
      : 'Drawn at random: there is no model yet.';
  }
  if (entry.score === null) return 'Drawn at random: the ranking of this round has been used up.';
  const { scoreName } = scoreOf(round);
  const stale = round.isStale ? ' The classes have changed since; the next model learns them as they are now.' : '';
  return `Number ${entry.rank + 1} of the questions that model ${round.modelVersion} chose by ${scoreName ?? 'its score'}.${stale}`;
}
