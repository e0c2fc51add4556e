import { jsonOf } from '@querent/db';
import { taskSelect, toProjectTask } from '../tasks/project-task.js';
import { calledLink, type StudioCall } from './called-link.js';
import { matchedOf, type StudioSystemContext } from './link.js';
import { matchQuestion } from './match-question.js';
import { servedVersion } from './tell-version.js';

/**
 * Label Studio says what it asks, before each of its calls, and hears which model answers: null before there is one, so that
 * nothing counts as predicted. A configuration that was changed there is taken in.
 *
 * @throws studio_unsuitable where the project cannot answer it; what is wrong with the key
 */
export async function setUpStudio(
  context: Pick<StudioSystemContext, 'db'>,
  call: StudioCall,
  schema: string | null,
): Promise<{ modelVersion: string | null }> {
  const { db } = context;
  const link = await calledLink(context, call);
  if (schema) {
    const { recordKind, ...project } = await db.project.findUniqueOrThrow({
      where: { id: link.projectId },
      select: { recordKind: true, ...taskSelect },
    });
    const before = matchedOf(link);
    const task = toProjectTask(project);
    // A choice that somebody has mapped to a class stays it.
    const told = { fromName: before.question.fromName, classes: {}, known: before.choices };
    const matched = matchQuestion(schema, { recordKind, task }, told);
    if (JSON.stringify(matched) !== JSON.stringify(before)) {
      const data = { question: jsonOf(matched.question), choices: jsonOf(matched.choices) };
      await db.studioLink.updateMany({ where: { id: link.id }, data });
    }
  }
  return { modelVersion: await servedVersion(db, link.projectId) };
}

/** The versions of the models whose files are there, the newest first. @throws what is wrong with the key */
export async function listVersions(context: Pick<StudioSystemContext, 'db'>, call: StudioCall): Promise<string[]> {
  const { projectId } = await calledLink(context, call);
  const rows = await context.db.model.findMany({
    where: { projectId, stateKey: { not: null }, round: { state: { in: ['open', 'closed'] } } },
    orderBy: { createdAt: 'desc' },
    select: { version: true },
  });
  return rows.map(({ version }) => version);
}
