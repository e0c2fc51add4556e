import { TaskSettings, taskKindOf } from '@querent/contracts';
import type { ImportedRecord } from '@querent/formats';
import { DomainError } from '../errors.js';
import { labelOf, NO_LABEL } from '../imports/take-records.js';
import { likelihoodOf, type ProjectTask } from '../tasks/project-task.js';
import { type NamedClasses, problemIn } from './said-classes.js';

/** What a new project asks that asks for a number. */
export const NUMBER: ProjectTask = {
  ...{ kind: taskKindOf('numeric'), classIds: [], likelihood: likelihoodOf('numeric') },
  task: { settings: TaskSettings.parse({ kind: 'numeric' }), classes: [] },
};

export const isGiven = (label: unknown) => label !== undefined && label !== null;

/** As an import would take the label, which it does first; without a project, its task may not be known yet. */
export function labelFor(
  record: ImportedRecord,
  { task, newClasses, named }: { task: ProjectTask | null; newClasses: boolean; named: NamedClasses | null },
): { isUnnamed: boolean } | { reason: string } {
  if (!task) {
    if (!isGiven(record.label)) return record.split === 'holdout' ? { reason: NO_LABEL } : { isUnnamed: false };
    const problem = named && problemIn(record.label, named);
    return problem === null ? { isUnnamed: false } : { reason: problem };
  }
  return orReason(() => labelOf(record, task, newClasses));
}

function orReason<Result>(read: () => Result): Result | { reason: string } {
  try {
    return read();
  } catch (error) {
    if (error instanceof DomainError && error.code === 'invalid_input') return { reason: error.detail };
    throw error;
  }
}
