import {
  type Class,
  classesInUse,
  type Task,
  type TaskKind,
  type TaskKindEntry,
  TaskSettings,
  taskKindOf,
} from '@querent/contracts';
import type { LikelihoodId } from '@querent/core/likelihoods';
import { jsonOf, type Prisma, type Transaction } from '@querent/db';
import { DomainError } from '../errors.js';

/** What a project asks. */
export interface ProjectTask {
  kind: TaskKindEntry;
  task: Task;
  /** What a model that is trained now stands for, in the order of its outputs. */
  classIds: string[];
  /** Of the core's registry, which the kinds of tasks name. */
  likelihood: LikelihoodId;
}

type ClassRow = Prisma.ClassGetPayload<object>;

export const toClass = ({ archivedAt, projectId, ...row }: ClassRow): Class => ({
  ...row,
  isArchived: archivedAt !== null,
});

export const IN_ORDER_OF_CLASSES: Prisma.ClassOrderByWithRelationInput[] = [{ order: 'asc' }, { id: 'asc' }];

/** The columns of a project that say what it asks. */
export const taskSelect = {
  taskKind: true,
  task: true,
  classes: { orderBy: IN_ORDER_OF_CLASSES },
} satisfies Prisma.ProjectSelect;

type TaskRow = Prisma.ProjectGetPayload<{ select: typeof taskSelect }>;

/** The settings were written by this package; the kind stands in a column of its own. */
export const toTaskSettings = ({ taskKind, task }: Pick<TaskRow, 'taskKind' | 'task'>): TaskSettings =>
  TaskSettings.parse({ ...jsonOf(task), kind: taskKind });

/** The cast holds a name of contracts against the core's, which a test does for all kinds. */
export const likelihoodOf = (taskKind: TaskKind): LikelihoodId => taskKindOf(taskKind).likelihood as LikelihoodId;

export function toProjectTask(row: TaskRow): ProjectTask {
  const kind = taskKindOf(row.taskKind);
  const classes = row.classes.map(toClass);
  return {
    kind,
    task: { settings: toTaskSettings(row), classes },
    classIds: classesInUse(classes).map(({ id }) => id),
    likelihood: likelihoodOf(row.taskKind),
  };
}

export const readTask = async (db: Transaction, projectId: string): Promise<ProjectTask> =>
  toProjectTask(await db.project.findUniqueOrThrow({ where: { id: projectId }, select: taskSelect }));

/** An answer that was stored for the task, in the shape of its kind. */
export const storedAnswer = ({ kind }: Pick<ProjectTask, 'kind'>, stored: unknown) => kind.answer.parse(stored);

/**
 * An answer that somebody gives, with what makes it equal to others.
 *
 * @throws invalid_input where it is another task's, or names what the project does not have
 */
export function checkAnswer({ kind, task }: ProjectTask, unverified: unknown): { answer: object; answerKey: string } {
  const parsed = kind.answer.safeParse(unverified);
  if (!parsed.success)
    throw new DomainError(
      'invalid_input',
      `This answer does not fit the task of the project, which is "${kind.title}". Reload the page and answer again.`,
    );
  const problem = kind.problemOf(parsed.data, task);
  if (problem) throw new DomainError('invalid_input', problem);
  return { answer: jsonOf(parsed.data), answerKey: kind.keyOf(parsed.data) };
}

/** What a model is to learn of a stored answer, whose meaning is today's; null where it knows nothing of it. */
export function targetOf({ kind, task }: ProjectTask, stored: unknown, classIds: readonly string[]): number[] | null {
  const current = kind.currentOf(storedAnswer({ kind }, stored), task);
  return current === null ? null : kind.targetOf(current, classIds);
}
