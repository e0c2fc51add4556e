import {
  type Class,
  classCalled,
  currentClass,
  MOST_CLASSES,
  many,
  type NewClass,
  TOO_MANY_CLASSES,
  type UpdateClass,
} from '@querent/contracts';
import { notifyProject, type Transaction, transaction } from '@querent/db';
import { findAccess, requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { DomainError } from '../errors.js';
import { startDueRound } from '../rounds/next-round.js';
import { type ProjectTask, readTask } from '../tasks/project-task.js';
import { askAgain } from './ask-again.js';

interface Change {
  projectId: string;
  /** Whether models learn other classes from then on. */
  changesModels: boolean;
  apply(tx: Transaction, task: ProjectTask): Promise<void>;
}

/**
 * Changes the classes of a project while people label. Where models would learn other classes than before, those that are there
 * are marked, and the next one is trained before any of them asks anew.
 */
async function change({ db, queue, actor }: Context, { projectId, changesModels, apply }: Change): Promise<Class[]> {
  await requireManager(db, actor, projectId);
  const classes = await transaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR NO KEY UPDATE`;
    const before = await readTask(tx, projectId);
    await apply(tx, before);
    if (changesModels) await tx.model.updateMany({ where: { projectId }, data: { isStale: true } });
    await notifyProject(tx, projectId);
    const { kind, task, classIds } = await readTask(tx, projectId);
    if (classIds.length < kind.leastClasses)
      throw new DomainError(
        'invalid_input',
        `"${kind.title}" needs at least ${many(kind.leastClasses, 'class', 'classes')}. Add another one first.`,
      );
    // One that has had more from before can still be changed.
    if (classIds.length > Math.max(MOST_CLASSES, before.classIds.length))
      throw new DomainError('invalid_input', `${TOO_MANY_CLASSES}. Merge or archive another one first.`);
    return [...task.classes];
  });
  if (changesModels) await startDueRound({ db, queue }, projectId);
  return classes;
}

/** A class of a project that the actor may know of. @throws class_not_found */
async function projectOf({ db, actor }: Context, classId: string): Promise<string> {
  const row = await db.class.findUnique({ where: { id: classId }, select: { projectId: true } });
  const access = row && (await findAccess(db, actor, row.projectId));
  if (!access) throw new DomainError('class_not_found', 'This class does not exist, or its project is not yours.');
  return row.projectId;
}

/** @throws class_taken */
function refuseTaken(classes: readonly Class[], { name, key }: Partial<Pick<Class, 'name' | 'key'>>): void {
  const named = name === undefined ? null : classCalled(name, classes);
  if (named)
    throw new DomainError(
      'class_taken',
      `The project has a class "${named.name}" already${named.isArchived ? ', which is not used any more. Use it again, or give this one another name.' : '. Give this one another name.'}`,
    );
  const owner = key ? classes.find((one) => one.key === key) : undefined;
  if (owner)
    throw new DomainError(
      'class_taken',
      `The key "${key}" belongs to "${owner.name}" already. Give this class another one.`,
    );
}

/** @throws project_not_found, forbidden, class_taken; invalid_input where the task has no classes */
export const addClass = (context: Context, { projectId, ...given }: NewClass & { projectId: string }) =>
  change(context, {
    projectId,
    changesModels: true,
    async apply(tx, { kind, task: { classes } }) {
      if (kind.leastClasses === 0) throw new DomainError('invalid_input', `"${kind.title}" has no classes.`);
      refuseTaken(classes, given);
      const order = Math.max(-1, ...classes.map((one) => one.order)) + 1;
      await tx.class.create({ data: { ...given, projectId, order } });
    },
  });

/** Renames, describes, colours or moves a class. @throws class_not_found, forbidden, class_taken */
export const updateClass = async (context: Context, { classId, order, ...given }: UpdateClass & { classId: string }) =>
  change(context, {
    projectId: await projectOf(context, classId),
    changesModels: false,
    async apply(tx, { task: { classes } }) {
      const others = classes.filter(({ id }) => id !== classId);
      // A class may take the name of one that was merged into it.
      const strangers = others.filter(({ id }) => currentClass(id, classes)?.id !== classId);
      refuseTaken(strangers, given);
      await tx.class.update({ where: { id: classId }, data: given });
      if (order === undefined) return;
      const moved = [
        ...others.slice(0, order).map(({ id }) => id),
        classId,
        ...others.slice(order).map(({ id }) => id),
      ];
      for (const [place, id] of moved.entries()) await tx.class.update({ where: { id }, data: { order: place } });
    },
  });

/** Counts the answers of a class for another one from now on. @throws class_not_found, forbidden, invalid_input */
export const mergeClass = async (context: Context, { classId, intoId }: { classId: string; intoId: string }) =>
  change(context, {
    projectId: await projectOf(context, classId),
    changesModels: true,
    async apply(tx, { task: { classes } }) {
      const into = classes.find(({ id }) => id === intoId);
      if (!into) throw new DomainError('class_not_found', 'The class to merge into does not exist in this project.');
      if (classId === intoId || into.isArchived || into.mergedIntoId !== null)
        throw new DomainError('invalid_input', 'Merge it into another class that is in use.');
      await tx.class.update({ where: { id: classId }, data: { mergedIntoId: intoId } });
    },
  });

/**
 * Uses a class no more. Its answers stay in the history.
 *
 * @param answers whether their records are asked again, or keep them and are left out of training
 * @throws class_not_found, forbidden, invalid_input
 */
export const archiveClass = async (
  context: Context,
  { classId, answers }: { classId: string; answers: 'ask-again' | 'leave-out' },
) => {
  const projectId = await projectOf(context, classId);
  return change(context, {
    projectId,
    changesModels: true,
    async apply(tx, task) {
      await tx.class.update({ where: { id: classId }, data: { archivedAt: await databaseTime(tx) } });
      if (answers === 'ask-again') await askAgain(tx, projectId, classId, task);
    },
  });
};

/**
 * Uses a class again that was merged or archived; what was answered by its name counts for it.
 *
 * @throws class_not_found, forbidden; class_taken where another one has got its name meanwhile
 */
export const restoreClass = async (context: Context, { classId }: { classId: string }) =>
  change(context, {
    projectId: await projectOf(context, classId),
    changesModels: true,
    async apply(tx, { task: { classes } }) {
      const others = classes.filter(({ id }) => id !== classId);
      refuseTaken(others, classes.find(({ id }) => id === classId)!);
      await tx.class.update({ where: { id: classId }, data: { archivedAt: null, mergedIntoId: null } });
    },
  });
