import { z } from 'zod';
import { keysOf } from '../entries.js';
import { multiLabel } from './multi-label.js';
import { numeric } from './numeric.js';
import { singleChoice } from './single-choice.js';
import type { TaskKindEntry } from './task-kind.js';

export { multiLabel } from './multi-label.js';
export { numeric, rangeOf } from './numeric.js';
export { singleChoice } from './single-choice.js';
export type * from './task-kind.js';

/** Every kind of question; a new one is a file and a line in each of these three. */
const KINDS = { single_choice: singleChoice, multi_label: multiLabel, numeric };
export const Answer = z.union([singleChoice.answer, multiLabel.answer, numeric.answer]);
export const TaskSettings = z.discriminatedUnion('kind', [
  singleChoice.settings,
  multiLabel.settings,
  numeric.settings,
]);

export const TaskKind = z.enum(keysOf(KINDS));
export type TaskKind = keyof typeof KINDS;
export type Answer = z.infer<typeof Answer>;
export type TaskSettings = z.infer<typeof TaskSettings>;
/** What is answered, and what is set, where the kind is known. */
export type AnswerOf<Kind extends TaskKind> = z.infer<(typeof KINDS)[Kind]['answer']>;
export type SettingsOf<Kind extends TaskKind> = z.infer<(typeof KINDS)[Kind]['settings']>;

/** The kind of an id. The cast forgets its own schemas, by which whoever calls parses what it hands over. */
export const taskKindOf = (kind: TaskKind): TaskKindEntry => KINDS[kind] as unknown as TaskKindEntry;

export const taskKinds: readonly TaskKindEntry[] = TaskKind.options.map(taskKindOf);
