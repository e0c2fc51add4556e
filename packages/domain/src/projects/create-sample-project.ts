import { type CreateSampleProject, type Project, ProjectSettings } from '@querent/contracts';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { importJob } from '../queue/jobs.js';
import { checkChoice } from './check-choice.js';
import { getProject } from './get-project.js';
import { methodsFor, taskOf } from './methods-for.js';

/** Makes the project "Handwritten digits"; its images arrive by a background job. @throws forbidden, invalid_input */
export async function createSampleProject(context: Context, input: CreateSampleProject = {}): Promise<Project> {
  const { db, queue, actor } = context;
  if (actor.role === 'annotator') {
    throw new DomainError('forbidden', 'Annotators label in projects that others make. Ask an engineer or an admin.');
  }
  const { coldStart } = await methodsFor(taskOf({ encoding: null }));
  const settings = input.coldStart ? { coldStart: checkChoice(coldStart, input.coldStart) } : {};
  const project = await db.project.create({
    data: {
      name: 'Handwritten digits',
      description: 'Say which digit each picture shows. 1,000 pictures drawn at random are kept for measuring only.',
      recordKind: 'image',
      classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
      settings: ProjectSettings.parse(settings) as object,
      members: { create: { userId: actor.id, role: 'engineer' } },
      imports: { create: { source: 'sample-digits', options: { holdout: 1_000 } } },
    },
    include: { imports: true },
  });
  await enqueueAfterCommit(queue, importJob(project.imports[0]!.id));
  return getProject(context, { projectId: project.id });
}
