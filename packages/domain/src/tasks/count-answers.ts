import type { Statistics } from '@querent/contracts';
import { type ProjectTask, storedAnswer } from './project-task.js';

/** Equal answers, as they were stored. */
export interface AnswerGroup {
  answer: unknown;
  count: number;
}

/** Answers whose classes were merged count together. */
export function countAnswers({ kind, task }: ProjectTask, groups: AnswerGroup[]): Statistics['answers'] {
  const byKey = new Map<string, Statistics['answers'][number]>();
  for (const group of groups) {
    const stored = storedAnswer({ kind }, group.answer);
    const answer = kind.currentOf(stored, task) ?? stored;
    const key = kind.keyOf(answer);
    const count = (byKey.get(key)?.count ?? 0) + group.count;
    byKey.set(key, {
      answer: answer as Statistics['answers'][number]['answer'],
      text: kind.textOf(answer, task),
      count,
    });
  }
  return [...byKey.values()].sort((a, b) => b.count - a.count);
}
