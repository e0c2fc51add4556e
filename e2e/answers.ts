import { type Answer, type Project, taskKindOf } from '@querent/contracts';

/**
 * Answers as people write them: the name of a class, a list of names. What annotators press on the page, a program sends by ids.
 *
 * @returns the answer that something written means to a project; thrown is why it means none
 */
export function answersOf({ task, classes }: Pick<Project, 'task' | 'classes'>) {
  const { read } = taskKindOf(task.kind);
  return (written: unknown): Answer => {
    const found = read(written, { settings: task, classes });
    if ('problem' in found) throw new Error(found.problem);
    // The kind of the project has made it, of which no more is known here than that it is one.
    return found.answer as Answer;
  };
}
