import type { TaskKind } from '@querent/contracts';
import { figuresOf } from '@querent/core/evaluation';
import { likelihoodOf } from '../tasks/project-task.js';

/** The figures by which models of a task can be told apart. */
export const figureChoices = (taskKind: TaskKind): { id: string; title: string }[] =>
  figuresOf(likelihoodOf(taskKind)).map(({ id, title }) => ({ id, title }));
