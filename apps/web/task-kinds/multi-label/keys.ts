import { type AnswerOf, classesInUse } from '@querent/contracts';
import { classOfKey } from '../class-keys';
import { FIND_ABOVE } from '../find-classes';
import type { TaskAction, TaskOf } from '../task-view';

/** What is chosen so far is an answer at any time: also nothing is one. */
export type Draft = AnswerOf<'multi_label'>;

/** A label is chosen, or given up again. */
export const toggled = ({ classIds }: Draft, id: string): Draft => ({
  classIds: classIds.includes(id) ? classIds.filter((one) => one !== id) : [...classIds, id],
});

export function keys(
  key: string,
  { classes: all }: TaskOf<'multi_label'>,
  draft: Draft,
): TaskAction<'multi_label', Draft> | null {
  const classes = classesInUse(all);
  const chosen = classOfKey(key, classes);
  if (chosen) return { type: 'draft', draft: toggled(draft, chosen.id) };
  if (key === 'Enter') return { type: 'answer', answer: draft };
  if (key === 'Escape' && draft.classIds.length > 0) return { type: 'draft', draft: { classIds: [] } };
  return key === '/' && classes.length > FIND_ABOVE ? { type: 'field', isTyped: false } : null;
}
