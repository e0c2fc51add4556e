import { type Project, ProjectSettings, type UpdateProject } from '@querent/contracts';
import { acquisitions } from '@querent/core/acquisitions';
import { notifyProject } from '@querent/db';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { getProject } from './get-project.js';

/** Rounds that exist keep the settings they were made with. @throws project_not_found, forbidden, invalid_input */
export async function updateProject(
  context: Context,
  { projectId, settings, ...rest }: UpdateProject & { projectId: string },
): Promise<Project> {
  const { db, actor } = context;
  await requireManager(db, actor, projectId);
  if (settings?.acquisition && !acquisitions.find(settings.acquisition.id)) {
    const known = acquisitions
      .list()
      .map(({ id }) => id)
      .join(', ');
    throw new DomainError(
      'invalid_input',
      `There is no acquisition "${settings.acquisition.id}". Choose one of: ${known}.`,
    );
  }
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR UPDATE`;
    const project = await tx.project.findUniqueOrThrow({ where: { id: projectId } });
    const merged = ProjectSettings.parse({ ...(project.settings as object), ...settings });
    await tx.project.update({ where: { id: projectId }, data: { ...rest, settings: merged as object } });
    await notifyProject(tx, projectId);
  });
  return getProject(context, { projectId });
}
