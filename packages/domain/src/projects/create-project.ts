import {
  type CreateProject,
  foldName,
  many,
  type NewClass,
  type Project,
  type TaskKindEntry,
  taskKindOf,
} from '@querent/contracts';
import { jsonOf, transaction } from '@querent/db';
import { requireEveryProject, requireMaker } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { checkImport } from '../imports/start-import.js';
import { changeSettings } from '../methods/check-settings.js';
import { settingsFor } from '../methods/defaults-for.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { importJob } from '../queue/jobs.js';
import { likelihoodOf } from '../tasks/project-task.js';
import { holdUpload } from '../uploads/upload.js';
import { getProject } from './get-project.js';

/**
 * Makes a project, of which the actor is an engineer: without records, or with those of an upload, which come in the background.
 *
 * @throws forbidden; key_not_allowed for a key of one project; invalid_input for classes that the task does not have or lacks, or that two have the same name; for settings
 *   that do not suit the task; for an import what `checkImport` throws
 */
export async function createProject(context: Context, input: CreateProject): Promise<Project> {
  const { db, queue, actor } = context;
  requireMaker(actor);
  requireEveryProject(actor);
  const { recordKind, task, classes, settings, import: wanted, ...rest } = input;
  const { kind: taskKind, ...taskSettings } = task;
  const kind = taskKindOf(taskKind);
  checkClasses(classes, kind, { moreCome: wanted?.newClasses ?? false });
  const likelihood = likelihoodOf(taskKind);
  const outputs = Math.max(kind.leastClasses, kind.outputsOf(classes.map(({ name }) => name)));
  const suited = { likelihood, recordKind, shape: null, outputs };
  const merged = await changeSettings(await settingsFor(likelihood, recordKind), settings, suited);
  const first = wanted && (await checkImport(context, wanted));
  const { id: projectId, imports } = await transaction(db, async (tx) => {
    if (wanted) await holdUpload(tx, wanted.uploadId);
    return tx.project.create({
      data: {
        ...rest,
        recordKind,
        taskKind,
        task: taskSettings,
        classes: { createMany: { data: classes.map((one, order) => ({ ...one, order })) } },
        settings: jsonOf(merged),
        members: { create: { userId: actor.id, role: 'engineer' } },
        ...(first ? { imports: { create: first } } : {}),
      },
      select: { id: true, imports: { select: { id: true } } },
    });
  });
  for (const { id } of imports) await enqueueAfterCommit(queue, importJob(id));
  return getProject(context, { projectId });
}

/** @param moreCome labels are to make others */
function checkClasses(
  classes: NewClass[],
  { leastClasses: least, title }: TaskKindEntry,
  { moreCome }: { moreCome: boolean },
): void {
  if (classes.length < least && !moreCome)
    throw new DomainError(
      'invalid_input',
      `"${title}" needs at least ${many(least, 'class', 'classes')}. Give their names in "classes".`,
    );
  if (least === 0 && classes.length > 0)
    throw new DomainError('invalid_input', `"${title}" has no classes. Leave "classes" out.`);
  refuseTwice('name', classes, ({ name }) => foldName(name));
  refuseTwice('key', classes, ({ key }) => key);
}

function refuseTwice(what: 'name' | 'key', classes: NewClass[], read: (one: NewClass) => string | null): void {
  const before = new Set<string>();
  for (const one of classes) {
    const value = read(one);
    if (value === null) continue;
    if (before.has(value))
      throw new DomainError('invalid_input', `Two classes have the ${what} "${one[what]}". Give each one of its own.`);
    before.add(value);
  }
}
