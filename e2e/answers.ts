import { Answer, type Project, taskKindOf } from '@querent/contracts';

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
    return Answer.parse(found.answer);
  };
}
