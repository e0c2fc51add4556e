import type { TaskSettings } from '@querent/contracts';
import {
  type Annotation,
  type Answer,
  type Class,
  type SubmitAnnotation,
  type Task,
  taskKindOf,
} from '@querent/contracts';

type Given = Pick<SubmitAnnotation, 'answer' | 'label'>;

/**
 * The answer that was given. A page of version 0.2 named the place of a class in its stead; classes that were there then carry
 * it at the end of their ids.
 */
export function answerGiven({ answer, label }: Given, classes: readonly Class[]): Answer | null {
  if (answer || label === undefined || label === null) return answer ?? null;
  const there = classes.find(({ id }) => id.endsWith(`-${label}`));
  return there ? { classId: there.id } : null;
}

/** What somebody has answered, in a word or two. */
export function saidOf({ outcome, answer }: Pick<Annotation, 'outcome' | 'answer'>, task: Task<TaskSettings>): string {
  if (outcome === 'skip') return 'skipped';
  return answer ? taskKindOf(task.settings.kind).textOf(answer, task) : '?';
}

/** Whether the server has the answer that was sent, however the classes in it are ordered. */
export function isSameAnswer(stored: Annotation, sent: SubmitAnnotation, task: Task<TaskSettings>): boolean {
  const { keyOf } = taskKindOf(task.settings.kind);
  const given = answerGiven(sent, task.classes);
  return (
    stored.recordId === sent.recordId &&
    stored.outcome === sent.outcome &&
    (stored.answer && keyOf(stored.answer)) === (given && keyOf(given))
  );
}
