import type { Project, UpdateProject } from '@querent/contracts';
import { jsonOf, notifyProject, transaction } from '@querent/db';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { requestEncoding } from '../encodings/request-encoding.js';
import { changeSettings } from '../methods/check-settings.js';
import { suitedTo } from '../methods/methods-for.js';
import { readTask } from '../tasks/project-task.js';
import { getProject } from './get-project.js';

/**
 * Rounds that exist keep the settings they were made with, unless they fail and are tried again. Another encoder makes new
 * features in the background, which rounds use once they are complete.
 *
 * @throws project_not_found, forbidden; invalid_input, method_unsuitable
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
    const { kind, classIds } = await readTask(tx, projectId);
    const suited = { ...(await suitedTo(tx, projectId)), outputs: kind.outputsOf(classIds) };
    const merged = await changeSettings(jsonOf(project.settings), settings, suited);
    // A schedule begins to count when it is set.
    const seen = settings.schedule === undefined ? {} : { scheduleSeenAt: await databaseTime(tx) };
    await tx.project.update({ where: { id: projectId }, data: { ...rest, ...seen, settings: jsonOf(merged) } });
    await notifyProject(tx, projectId);
  });
  if (settings.encoder !== undefined) await requestEncoding(context, projectId);
  return getProject(context, { projectId });
}
