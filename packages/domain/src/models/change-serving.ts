import type { Serving, ServingChange } from '@querent/contracts';
import { notifyProject, transaction } from '@querent/db';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { figureChoices } from './figure-choices.js';
import { findModelOf, requireFiles } from './model.js';
import { readServing } from './serving.js';
import { wantServingGraph } from './serving-graph.js';

/**
 * Says which model serves, and of how many the files are kept.
 *
 * @throws project_not_found, forbidden, model_not_found, model_freed; invalid_input for a figure of another task, not_evaluated where
 *   no model has any
 */
export async function changeServing(
  { db, queue, actor }: Context,
  { projectId, by, figure, modelId, kept }: ServingChange & { projectId: string },
): Promise<Serving> {
  await requireManager(db, actor, projectId);
  const serving = await transaction(db, async (tx) => {
    const { taskKind } = await tx.project.findUniqueOrThrow({ where: { id: projectId }, select: { taskKind: true } });
    const choices = figureChoices(taskKind).map(({ id }) => id);
    if (figure && !choices.includes(figure))
      throw new DomainError(
        'invalid_input',
        `Models are not told apart by "${figure}" here. Choose one of: ${choices.join(', ')}.`,
      );
    if (by === 'best' && (await tx.figure.count({ where: { model: { projectId } } })) === 0)
      throw new DomainError(
        'not_evaluated',
        'No model of this project has been measured, so that none is the best. Add records with "split": "holdout" and a label first.',
      );
    if (by === 'chosen' && !modelId)
      throw new DomainError('invalid_input', 'Say which model is to serve: give its id as "modelId".');
    if (by && by !== 'chosen' && modelId)
      throw new DomainError('invalid_input', 'A model that is chosen serves by "chosen". Leave "by" or "modelId" out.');
    if (modelId) requireFiles(await findModelOf(tx, projectId, modelId));
    // Whoever names a model anew wants it drawn again, too.
    if (modelId) await tx.model.updateMany({ where: { id: modelId }, data: { drawError: null, drawAttempts: 0 } });
    await tx.project.update({
      where: { id: projectId },
      data: {
        ...(modelId ? { serveBy: 'chosen', servedId: modelId } : by ? { serveBy: by } : {}),
        ...(figure === undefined ? {} : { serveFigure: figure }),
        ...(kept === undefined ? {} : { keptModels: kept }),
      },
    });
    return readServing(tx, projectId);
  });
  await wantServingGraph({ db, queue }, projectId);
  await notifyProject(db, projectId);
  return serving;
}
