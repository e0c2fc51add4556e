import { type Project, ProjectSettings, type UpdateProject } from '@querent/contracts';
import { acquisitions } from '@querent/core/acquisitions';
import { selections } from '@querent/core/selections';
import { notifyProject, transaction } from '@querent/db';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { coldStarts } from '../rounds/cold-starts.js';
import { checkChoice } from './check-choice.js';
import { getProject } from './get-project.js';
import { loadNetworks, loadPosteriors } from './load-methods.js';

/**
 * Rounds that exist keep the settings they were made with, unless they fail and are tried again.
 *
 * @throws project_not_found, forbidden, invalid_input
 */
export async function updateProject(
  context: Context,
  { projectId, settings, ...rest }: UpdateProject & { projectId: string },
): Promise<Project> {
  const { db, actor } = context;
  await requireManager(db, actor, projectId);
  const posteriors = await loadPosteriors();
  const checked = { ...settings };
  const { network, posterior, acquisition, selection, coldStart } = checked;
  if (network) checked.network = checkChoice('network', await loadNetworks(), network);
  if (posterior) checked.posterior = checkChoice('posterior', posteriors, posterior);
  if (acquisition) checked.acquisition = checkChoice('acquisition', acquisitions, acquisition);
  if (selection) checked.selection = checkChoice('selection', selections, selection);
  if (coldStart) checked.coldStart = checkChoice('cold start', coldStarts, coldStart);
  await transaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR NO KEY UPDATE`;
    const project = await tx.project.findUniqueOrThrow({ where: { id: projectId } });
    const merged = ProjectSettings.parse({ ...(project.settings as object), ...checked });
    checkTogether(merged, posteriors.find(merged.posterior.id)?.hasOneDraw);
    await tx.project.update({ where: { id: projectId }, data: { ...rest, settings: merged as object } });
    await notifyProject(tx, projectId);
  });
  return getProject(context, { projectId });
}

/** Refuses an acquisition that could not rank with the posterior. */
function checkTogether({ acquisition }: ProjectSettings, hasOneDraw = false): void {
  if (!hasOneDraw || !acquisitions.find(acquisition.id)?.needsDisagreement) return;
  throw new DomainError(
    'invalid_input',
    `${acquisitions.get(acquisition.id).title} asks where draws of the model disagree, and a single network never disagrees with itself. Choose another acquisition, such as Entropy, or another model.`,
  );
}
