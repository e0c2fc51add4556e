import { ProjectSettings } from '@querent/contracts';
import { randomStart, rankingLength } from '@querent/core/loop/rounds';
import { jsonOf, type Transaction } from '@querent/db';
import { isRandom } from './cold-starts.js';
import { openRound } from './open-round.js';
import { planOf } from './plan-round.js';

/** What is needed to choose the first questions by what records look like. */
export interface ColdStartPlan {
  settings: ProjectSettings;
  /** Records there are. */
  total: number;
  /** Indices that are not asked about. */
  excluded: number[];
}

/** The cold start that a project waits for; null where it has one, or labelling has not begun. Call it with the project locked. */
export async function planColdStart(tx: Transaction, projectId: string): Promise<ColdStartPlan | null> {
  const project = await tx.project.findUniqueOrThrow({ where: { id: projectId } });
  if (!project.begunAt || (await tx.round.count({ where: { projectId } })) > 0) return null;
  const [{ excluded }] = await tx.$queryRaw<[{ excluded: number[] }]>`
    SELECT coalesce(array_agg(index ORDER BY index), '{}') AS excluded FROM record
    WHERE project_id = ${projectId} AND (split = 'holdout' OR has_label OR removed_at IS NOT NULL)`;
  return { settings: ProjectSettings.parse(project.settings), total: project.nextIndex, excluded };
}

/**
 * Opens round 0, in which there is no model.
 *
 * @param chosen indices in the order of asking, where the rule of the project needed features; at random if left out
 * @returns false where there is nothing to open, or features are still waited for
 */
export async function openColdStart(tx: Transaction, projectId: string, chosen?: number[]): Promise<boolean> {
  const plan = await planColdStart(tx, projectId);
  if (!plan || (!chosen && !isRandom(plan.settings.coldStart))) return false;
  const { settings, total, excluded } = plan;
  const isExcluded = new Set(excluded);
  const keep = rankingLength(settings.labelsPerRound);
  const indices = chosen ?? randomStart(total, settings.seed, keep, (index) => isExcluded.has(index));
  const { config } = await planOf(tx, projectId);
  const round = await tx.round.create({
    data: { projectId, number: 0, seed: settings.seed, config: jsonOf(config), records: total },
  });
  await openRound(
    tx,
    round,
    indices.map((index) => ({ index, score: null })),
  );
  return true;
}
