import { type AnswerOf, numeric, readNumber } from '@querent/contracts';
import { z } from 'zod';
import type { TaskAction, TaskOf } from '../task-view';

/** What stands in the field, which need not be a number yet. */
export const Draft = z.object({ text: z.string() });
export type Draft = z.infer<typeof Draft>;

/** The answer that a text is; null where it is no number. */
export function answerOf({ text }: Draft): AnswerOf<'numeric'> | null {
  const read = readNumber(text);
  return 'value' in read ? read : null;
}

/** What is wrong with what stands in the field; null where it is empty, or an answer. */
export function problemOf({ text }: Draft, task: TaskOf<'numeric'>): string | null {
  if (text.trim() === '') return null;
  const read = readNumber(text);
  return 'problem' in read ? read.problem : numeric.problemOf(read, task);
}

/** The same, where it lies in the range too. */
export function readyAnswer(draft: Draft, task: TaskOf<'numeric'>): AnswerOf<'numeric'> | null {
  const answer = answerOf(draft);
  return answer && numeric.problemOf(answer, task) === null ? answer : null;
}

export function keys(key: string, task: TaskOf<'numeric'>, draft: Draft): TaskAction<'numeric', Draft> | null {
  if (/^[0-9.,-]$/.test(key)) return { type: 'field', isTyped: true };
  if (key === '/') return { type: 'field', isTyped: false };
  if (key === 'Escape' && draft.text !== '') return { type: 'draft', draft: { text: '' } };
  const answer = key === 'Enter' ? readyAnswer(draft, task) : null;
  return answer && { type: 'answer', answer };
}
