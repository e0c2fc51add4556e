import { type Class, classCalled, classesInUse, formatCount, MOST_CLASSES, NewClass } from '@querent/contracts';
import type { Transaction } from '@querent/db';
import { newId } from '../records/new-id.js';
import type { ProjectTask } from '../tasks/project-task.js';
import { namesOf } from './not-classes.js';
import { type Answered, readLabel } from './take-records.js';

/**
 * Classes that labels make, in the order of their coming. A label makes all that it lacks, or none and is refused.
 */
export class ClassNamer {
  #task: ProjectTask;
  #made: Class[] = [];

  constructor(task: ProjectTask) {
    this.#task = task;
  }

  /** The label as an answer of the task with what has been made so far: nothing is made. */
  readAsIs = (label: unknown): Answered | { problem: string } => readLabel(label, this.#task);

  /** The label as an answer of the task, with classes of its own where there were none. */
  read(label: unknown): Answered | { problem: string } {
    const before = this.readAsIs(label);
    if ('answer' in before) return before;
    const { kind, task } = this.#task;
    let classes = task.classes;
    const made: Class[] = [];
    for (const name of namesOf(label)) {
      if (classCalled(name, classes)) continue;
      const parsed = NewClass.safeParse({ name });
      if (!parsed.success) return before;
      if (classesInUse(classes).length === MOST_CLASSES) return { problem: tooMany(name) };
      const order = classes.reduce((most, one) => Math.max(most, one.order), -1) + 1;
      made.push({ ...parsed.data, id: newId(), order, mergedIntoId: null, isArchived: false });
      classes = [...classes, made.at(-1)!];
    }
    const wider = { ...this.#task, task: { ...task, classes } };
    const read = readLabel(label, wider);
    if ('problem' in read) return archivedIn(label, task.classes) ?? read;
    const { classIds } = this.#task;
    this.#task = { ...wider, kind, classIds: [...classIds, ...made.map(({ id }) => id)] };
    this.#made.push(...made);
    return read;
  }

  /** Writes what has been made. A model that is there knows nothing of it, and is made anew. */
  async keep(tx: Transaction, projectId: string): Promise<void> {
    if (this.#made.length === 0) return;
    await tx.class.createMany({
      data: this.#made.map(({ isArchived: _, ...one }) => ({ ...one, projectId })),
    });
    await tx.model.updateMany({ where: { projectId }, data: { isStale: true } });
  }
}

const tooMany = (name: string) =>
  `"${name.slice(0, 60)}" would be another class, and a project has at most ${formatCount(MOST_CLASSES)}. Correct the label, or merge classes of the project first.`;

function archivedIn(label: unknown, classes: readonly Class[]): { problem: string } | null {
  const found = namesOf(label).flatMap((name) => classCalled(name, classes) ?? []);
  const archived = found.find(({ isArchived }) => isArchived);
  if (!archived) return null;
  return { problem: `The class "${archived.name}" is archived. Correct the label, or use the class again.` };
}
