import type { ProjectEvent } from '@querent/contracts';
import type { Transaction } from '@querent/db';
import { getAccess } from '../context/access.js';
import type { Context } from '../context/context.js';
import { toEncoding } from '../encodings/encoding.js';
import { DomainError } from '../errors.js';
import { toImport } from '../imports/to-import.js';
import { countRecords } from '../records/counts.js';
import { untilModelOf } from '../rounds/next-round.js';
import { findLatestRound, findOpenRound, toRound, withoutFigures } from '../rounds/round.js';
import { toClass } from '../tasks/project-task.js';
import { toTraining, trainingSelect } from '../training/training.js';
import { projectInclude } from './project.js';

/**
 * The moving state of a project, whoever looks at it.
 *
 * @throws project_not_found
 */
export async function readProjectState(db: Transaction, projectId: string): Promise<ProjectEvent> {
  const [project, countsOf, open, latest] = await Promise.all([
    db.project.findUnique({
      where: { id: projectId, removedAt: null },
      select: { nextIndex: true, ...trainingSelect, ...projectInclude },
    }),
    countRecords(db, [projectId]),
    findOpenRound(db, projectId),
    findLatestRound(db, projectId),
  ]);
  if (!project) throw new DomainError('project_not_found', 'This project has been removed.');
  const counts = countsOf(projectId);
  return {
    counts,
    import: project.imports[0] ? toImport(project.imports[0]) : null,
    encoding: project.encodings[0] ? toEncoding(project.encodings[0], project.nextIndex) : null,
    classes: project.classes.map(toClass),
    openRound: open && toRound(open),
    workingRound: latest && latest.state !== 'open' ? toRound(latest) : null,
    untilModel: await untilModelOf(db, { ...project, id: projectId, counts, latest }),
    training: toTraining(project),
  };
}

/** As those see the state who do not manage the project. */
export const stateWithoutFigures = (state: ProjectEvent): ProjectEvent => ({
  ...state,
  openRound: state.openRound && withoutFigures(state.openRound),
  workingRound: state.workingRound && withoutFigures(state.workingRound),
});

/** The moving state of a project, as its server-sent events carry it to the actor. @throws project_not_found */
export async function getProjectState(
  { db, actor }: Context,
  { projectId }: { projectId: string },
): Promise<ProjectEvent> {
  const { canManage } = await getAccess(db, actor, projectId);
  const state = await readProjectState(db, projectId);
  return canManage ? state : stateWithoutFigures(state);
}
