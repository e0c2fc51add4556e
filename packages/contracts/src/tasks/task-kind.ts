import type { z } from 'zod';
import type { Class } from '../classes.js';

/** What a project asks, as its answers have to fit it. */
export interface Task<Settings = unknown> {
  settings: Settings;
  /** All that the project has had, those that were merged or archived included. */
  classes: readonly Class[];
}

/** An answer, or a sentence that says why there is none. */
export type Read<Answer> = { answer: Answer } | { problem: string };

/** How a kind of question is written: everything that is particular to it, for all layers. */
export interface TaskMethod<Id extends string, Settings extends z.ZodType, Answer extends z.ZodType> {
  id: Id;
  title: string;
  description: string;
  /** Of the core: what a model of its answers is. */
  likelihood: string;
  /** Whether its answers name classes, of which it then needs some. */
  leastClasses: number;
  settings: Settings;
  /** JSON that is strict: nothing but the answer. */
  answer: Answer;
  /** Why a well-formed answer does not fit the task, and what to do; null where it does. */
  problemOf(answer: z.infer<Answer>, task: Task<z.infer<Settings>>): string | null;
  /** Equal where answers are equal. */
  keyOf(answer: z.infer<Answer>): string;
  textOf(answer: z.infer<Answer>, task: Task<z.infer<Settings>>): string;
  /** What the answer means today, after classes were merged and archived; null where nothing is left of it. */
  currentOf(answer: z.infer<Answer>, task: Task<z.infer<Settings>>): z.infer<Answer> | null;
  /** An answer as people write it in their files: names rather than ids. */
  read(given: unknown, task: Task<z.infer<Settings>>): Read<z.infer<Answer>>;
  /** The same, the other way round: what an export writes, and `read` takes. */
  write(answer: z.infer<Answer>, task: Task<z.infer<Settings>>): unknown;
  /** Classes, labels or values that a model of the task gives. */
  outputsOf(classIds: readonly string[]): number;
  /**
   * What a model is to learn.
   *
   * @param classIds what its outputs stand for
   * @returns numbers, as many for every answer: an index, a 0 or 1 for each class, or values; null where the model does not
   *   know the answer's class
   */
  targetOf(answer: z.infer<Answer>, classIds: readonly string[]): number[] | null;
  /** The answer that such numbers stand for, as a model gives them. */
  answerOf(target: readonly number[], classIds: readonly string[]): z.infer<Answer>;
}

/** A kind of question to those who do not know which. */
export type TaskKindEntry = TaskMethod<string, z.ZodType, z.ZodType>;

/** The types of settings and answers hold inside of a kind only; whoever calls has parsed them by its schemas. */
export const defineTaskKind = <Id extends string, Settings extends z.ZodType, Answer extends z.ZodType>(
  method: TaskMethod<Id, Settings, Answer>,
): TaskMethod<Id, Settings, Answer> => method;
