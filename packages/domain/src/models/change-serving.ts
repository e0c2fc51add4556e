import type { Serving, ServingChange } from '@querent/contracts';
import { figures, figuresOf } from '@querent/core/evaluation';
import { notifyProject, transaction } from '@querent/db';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { readTask } from '../tasks/project-task.js';
import { findModelOf, requireFiles } from './model.js';
import { readServing } from './serving.js';

/**
 * Says which model serves, and of how many the files are kept.
 *
 * @throws project_not_found, forbidden, model_not_found, model_freed; invalid_input for a figure of another task
 */
export async function changeServing(
  { db, actor }: Context,
  { projectId, by, figure, modelId, kept }: ServingChange & { projectId: string },
): Promise<Serving> {
  await requireManager(db, actor, projectId);
  const serving = await transaction(db, async (tx) => {
    const { likelihood } = await readTask(tx, projectId);
    if (figure && figures.find(figure)?.likelihood !== likelihood)
      throw new DomainError(
        'invalid_input',
        `"${figure}" is no figure of this task. Choose one of: ${figuresOf(likelihood)
          .map(({ id }) => id)
          .join(', ')}.`,
      );
    if (by === 'chosen' && !modelId)
      throw new DomainError('invalid_input', 'Say which model is to serve: give its id as "modelId".');
    if (by && by !== 'chosen' && modelId)
      throw new DomainError('invalid_input', 'A model that is chosen serves by "chosen". Leave "by" or "modelId" out.');
    if (modelId) requireFiles(await findModelOf(tx, projectId, modelId));
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
  await notifyProject(db, projectId);
  return serving;
}
