import type { TaskKind } from '@querent/contracts';
import { figuresOf } from '@querent/core/evaluation';
import { likelihoodOf } from '../tasks/project-task.js';

/** The figures by which models of a task can be told apart: none that says something of the records only. */
export const figureChoices = (taskKind: TaskKind): { id: string; title: string; isMain: boolean }[] =>
  figuresOf(likelihoodOf(taskKind))
    .filter(({ isOfRecords }) => !isOfRecords)
    .map(({ id, title, isMain = false }) => ({ id, title, isMain }));
