import { type CreateSampleProject, type Project, ProjectSettings } from '@querent/contracts';
import { jsonOf } from '@querent/db';
import { requireMaker } from '../context/access.js';
import type { Context } from '../context/context.js';
import { checkChoice } from '../methods/check-choice.js';
import { methodsFor } from '../methods/methods-for.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { importJob } from '../queue/jobs.js';
import { getProject } from './get-project.js';

/** Makes the project "Handwritten digits"; its images arrive by a background job. @throws forbidden, invalid_input */
export async function createSampleProject(context: Context, input: CreateSampleProject = {}): Promise<Project> {
  const { db, queue, actor } = context;
  requireMaker(actor);
  const { coldStart } = await methodsFor({ likelihood: 'categorical', recordKind: 'image', shape: null });
  const settings = input.coldStart ? { coldStart: checkChoice(coldStart, input.coldStart) } : {};
  const project = await db.project.create({
    data: {
      name: 'Handwritten digits',
      description: 'Say which digit each picture shows. 1,000 pictures drawn at random are kept for measuring only.',
      recordKind: 'image',
      taskKind: 'single_choice',
      classes: {
        create: Array.from({ length: 10 }, (_, order) => ({ name: String(order), key: String(order), order })),
      },
      holdout: 1_000,
      settings: jsonOf(ProjectSettings.parse(settings)),
      members: { create: { userId: actor.id, role: 'engineer' } },
      imports: { create: { source: 'sample-digits' } },
    },
    include: { imports: true },
  });
  await enqueueAfterCommit(queue, importJob(project.imports[0]!.id));
  return getProject(context, { projectId: project.id });
}
