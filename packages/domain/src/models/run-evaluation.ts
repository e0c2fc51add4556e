import { notifyProject, transaction } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import type { RoundCompute } from '../rounds/compute.js';
import { keepFigures } from '../rounds/figures.js';
import { wantServingGraph } from './serving-graph.js';

/** Models that have been measured, and not by every figure. */
export const UNEVALUATED = { judgedKey: { not: null }, evaluatedAt: null };

/**
 * Measures a model by every figure of its likelihood, from what it said of the holdout: after its round has opened, so that
 * nobody waits for the intervals of figures that few look at.
 *
 * @throws DomainError object_not_found, …; the caller decides about another attempt
 */
export async function runEvaluation(
  { db, queue, compute }: SystemContext & { compute: RoundCompute },
  { modelId }: { modelId: string },
  signal: AbortSignal,
): Promise<void> {
  const model = await db.model.findFirst({ where: { id: modelId, ...UNEVALUATED } });
  if (!model?.judgedKey) return;
  const { judgedKey, projectId } = model;
  const { figures, records } = await compute.evaluate({ judgedKey }, { signal, onProgress: () => {} });
  await transaction(db, async (tx) => {
    // Of what was judged: a round that was tried again meanwhile has another model in this row.
    const { count } = await tx.model.updateMany({
      where: { id: modelId, judgedKey },
      data: { evaluatedAt: await databaseTime(tx) },
    });
    if (count > 0) await keepFigures(tx, modelId, figures, records);
  });
  // Another one may be the best by now.
  await wantServingGraph({ db, queue }, projectId);
  await notifyProject(db, projectId);
}

/** Gives up: the main figures stay, and the file that cannot be read is asked for no more. */
export async function failEvaluation({ db }: SystemContext, { modelId }: { modelId: string }): Promise<void> {
  await db.model.updateMany({ where: { id: modelId, ...UNEVALUATED }, data: { judgedKey: null } });
}
