import { type Project, ProjectSettings, type UpdateProject } from '@querent/contracts';
import { notifyProject, transaction } from '@querent/db';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { checkChoice } from './check-choice.js';
import { checkTogether } from './check-together.js';
import { getProject } from './get-project.js';
import { methodsFor, taskOf } from './methods-for.js';

/**
 * Rounds that exist keep the settings they were made with, unless they fail and are tried again.
 *
 * @throws project_not_found, forbidden; invalid_input for a method that the form of this project would not offer, for options
 *   that it refuses, and for methods that cannot work together; method_unsuitable for a network that records do not survive
 */
export async function updateProject(
  context: Context,
  { projectId, settings = {}, ...rest }: UpdateProject & { projectId: string },
): Promise<Project> {
  const { db, actor } = context;
  await requireManager(db, actor, projectId);
  await transaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR NO KEY UPDATE`;
    const project = await tx.project.findUniqueOrThrow({ where: { id: projectId } });
    const task = taskOf(project);
    const methods = await methodsFor(task);
    const checked = { ...settings };
    const { network, posterior, acquisition, selection, coldStart } = settings;
    if (network) checked.network = checkChoice(methods.network, network);
    if (posterior) checked.posterior = checkChoice(methods.posterior, posterior);
    if (acquisition) checked.acquisition = checkChoice(methods.acquisition, acquisition);
    if (selection) checked.selection = checkChoice(methods.selection, selection);
    if (coldStart) checked.coldStart = checkChoice(methods.coldStart, coldStart);
    const merged = ProjectSettings.parse({ ...(project.settings as object), ...checked });
    const records = { shape: task.shape, classes: (project.classes as string[]).length };
    if (Object.keys(checked).length > 0) await checkTogether(merged, records, network !== undefined);
    await tx.project.update({ where: { id: projectId }, data: { ...rest, settings: merged as object } });
    await notifyProject(tx, projectId);
  });
  return getProject(context, { projectId });
}
