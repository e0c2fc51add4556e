import { rankingLength } from '@querent/core/loop/rounds';
import { transaction } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { shardsOf } from '../records/shards.js';
import type { RoundCompute } from '../rounds/compute.js';
import { openColdStart, planColdStart } from '../rounds/open-cold-start.js';

/** Opens the cold start of a project that chooses its first questions by what records look like, once they have features. */
export async function chooseByFeatures(
  { db, compute }: SystemContext & { compute: Pick<RoundCompute, 'coldStart'> },
  projectId: string,
  signal: AbortSignal,
): Promise<void> {
  const plan = await planColdStart(db, projectId);
  if (!plan) return;
  const { settings, excluded, total } = plan;
  const { encodingId } = await db.project.findUniqueOrThrow({ where: { id: projectId } });
  if (!encodingId) return;
  const { coldStart: choice, seed, labelsPerRound: batch } = settings;
  const shards = await shardsOf(db, encodingId, total);
  const task = { shards, choice, seed, excluded, batch, keep: rankingLength(batch) };
  const { indices } = await compute.coldStart(task, { signal, onProgress: () => {} });
  await transaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR NO KEY UPDATE`;
    await openColdStart(tx, projectId, indices);
  });
}
