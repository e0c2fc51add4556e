import { type CreateSampleProject, type Project, SAMPLES } from '@querent/contracts';
import { jsonOf } from '@querent/db';
import { requireEveryProject, requireMaker } from '../context/access.js';
import type { Context } from '../context/context.js';
import { sampleProjects, sourceIdOf } from '../imports/samples/projects.js';
import { checkChoice } from '../methods/check-choice.js';
import { settingsFor } from '../methods/defaults-for.js';
import { methodsFor } from '../methods/methods-for.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { importJob } from '../queue/jobs.js';
import { getProject } from './get-project.js';

/** Makes a project to try Querent with; its records arrive by a background job. @throws forbidden, key_not_allowed, invalid_input */
export async function createSampleProject(
  context: Context,
  { sample: id = 'digits', coldStart: choice }: Partial<CreateSampleProject> = {},
): Promise<Project> {
  const { db, queue, actor } = context;
  requireMaker(actor);
  requireEveryProject(actor);
  const { description, recordKind, classes, holdout } = sampleProjects[id];
  const { coldStart } = await methodsFor({ likelihood: 'categorical', recordKind, shape: null });
  const settings = await settingsFor('categorical', recordKind);
  const project = await db.project.create({
    data: {
      ...{ name: SAMPLES[id].title, description, recordKind, taskKind: 'single_choice', holdout },
      classes: { create: classes.map((one, order) => ({ ...one, order })) },
      settings: jsonOf({ ...settings, ...(choice ? { coldStart: checkChoice(coldStart, choice) } : {}) }),
      members: { create: { userId: actor.id, role: 'engineer' } },
      imports: { create: { source: sourceIdOf(id), name: SAMPLES[id].title } },
    },
    include: { imports: true },
  });
  await enqueueAfterCommit(queue, importJob(project.imports[0]!.id));
  return getProject(context, { projectId: project.id });
}
