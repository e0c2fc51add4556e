import { RoundConfig } from '@querent/contracts';
import { jsonOf, notifyProject } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { toCoreEncoding } from '../encodings/encoding.js';
import { DomainError } from '../errors.js';
import { modelInclude } from '../models/model.js';
import { attempt } from '../queue/attempt.js';
import { shardsOf } from '../records/shards.js';
import type { RoundCompute } from '../rounds/compute.js';
import { likelihoodOf } from '../tasks/project-task.js';
import { exportAttempts, reasonAgainst, tell, UNFINISHED_EXPORT } from './model-export.js';

/**
 * Makes a file of a model, by the draws with which its round chose and measured. A job that was cut short begins anew; one that
 * runs twice ends at its first line.
 *
 * @throws DomainError export_failed, disk_full, …; the caller decides about another attempt
 */
export async function runModelExport(
  { db, compute }: SystemContext & { compute: RoundCompute },
  { exportId }: { exportId: string },
  signal: AbortSignal,
): Promise<void> {
  const where = { id: exportId, state: { in: UNFINISHED_EXPORT } };
  await attempt(exportAttempts(db, exportId), signal, async () => {
    const { form, modelId } = await db.modelExport.findUniqueOrThrow({ where: { id: exportId } });
    const row = await db.model.findUniqueOrThrow({ where: { id: modelId }, include: modelInclude });
    const round = await db.round.findUniqueOrThrow({ where: { id: row.roundId }, include: { project: true } });
    await db.modelExport.updateMany({ where, data: { state: 'running', error: null } });
    await notifyProject(db, row.projectId);
    const model = await tell(db, row);
    const reason = await reasonAgainst(model, form);
    const encoding = model.encoding && toCoreEncoding(model.encoding);
    if (reason || !encoding || !row.stateKey) throw new DomainError('export_failed', reason ?? 'Train a new model.');
    const { objectKey, bytes, input } = await compute.exportModel(
      {
        shards: await shardsOf(db, row.encodingId!, round.records),
        config: RoundConfig.parse(round.config),
        likelihood: likelihoodOf(round.project.taskKind),
        ...{ seed: round.seed, stateKey: row.stateKey, form, encoding },
        ...{ classes: model.classes, about: model.about },
      },
      { signal, onProgress: () => {} },
    );
    const data = { state: 'done' as const, objectKey, bytes, input: jsonOf(input), says: model.says };
    await db.modelExport.updateMany({ where, data });
    await notifyProject(db, row.projectId);
  });
}

/** Keeps the reason where people see it. */
export async function failModelExport(
  { db }: SystemContext,
  { exportId }: { exportId: string },
  error: string,
): Promise<void> {
  const where = { id: exportId, state: { in: UNFINISHED_EXPORT } };
  const { count } = await db.modelExport.updateMany({ where, data: { state: 'failed', error } });
  if (count === 0) return;
  const { model } = await db.modelExport.findUniqueOrThrow({ where: { id: exportId }, include: { model: true } });
  await notifyProject(db, model.projectId);
}
