import { type AnswerOf, classesInUse } from '@querent/contracts';
import { classOfKey } from '../class-keys';
import { FIND_ABOVE } from '../find-classes';
import type { TaskAction, TaskOf } from '../task-view';

/** The answer that was taken back, to be seen and given again. */
export type Draft = AnswerOf<'single_choice'> | null;

export function keys(
  key: string,
  { classes: all }: TaskOf<'single_choice'>,
  draft: Draft,
): TaskAction<'single_choice', Draft> | null {
  const classes = classesInUse(all);
  const chosen = classOfKey(key, classes);
  if (chosen) return { type: 'answer', answer: { classId: chosen.id } };
  if (key === 'Enter' && draft) return { type: 'answer', answer: draft };
  return key === '/' && classes.length > FIND_ABOVE ? { type: 'field', isTyped: false } : null;
}
