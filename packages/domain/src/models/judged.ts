import { recordKindOf } from '@querent/contracts';
import { type JudgedRecords, loadJudged } from '@querent/core/evaluation';
import type { Db } from '@querent/db';
import type { Store } from '@querent/storage';
import { z } from 'zod';
import { DomainError } from '../errors.js';
import { contentOf } from '../records/kinds/index.js';
import type { ProjectTask } from '../tasks/project-task.js';
import type { ModelRow } from './model.js';

/** What the outputs of a model stand for, in their order. */
export const classIdsOf = ({ classIds }: Pick<ModelRow, 'classIds'>) => z.array(z.string()).parse(classIds);

/** What a model said of the holdout when it was measured. @throws not_evaluated; object_not_found, state_corrupt */
export async function readJudged(store: Store, { version, judgedKey }: ModelRow): Promise<JudgedRecords> {
  if (judgedKey === null)
    throw new DomainError(
      'not_evaluated',
      `It was not kept what ${version} said of the holdout: there was none to measure it on, or it is older than this page. Train again to have a model that is measured.`,
    );
  return loadJudged(await store.get(judgedKey));
}

/** What is true of a record, as labels are given to models. */
export function truthAt({ likelihood, judged }: JudgedRecords, row: number): number[] {
  if (likelihood === 'categorical') return [judged.labelsN[row]!];
  const truth = likelihood === 'bernoulli' ? judged.heldNC : judged.valuesNT;
  const width = likelihood === 'bernoulli' ? judged.classes : judged.predictions.outputs / 2;
  return Array.from({ length: width }, (_, at) => truth[row * width + at]!);
}

/** Says in words what a model, or the truth, gives for a record. */
export function sayer({ kind, task, likelihood }: ProjectTask, classIds: string[]): (target: number[]) => string {
  // As many digits as tell two predictions apart.
  const short = (value: number) => Number(value.toPrecision(4));
  return (target) => kind.textOf(kind.answerOf(likelihood === 'gaussian' ? target.map(short) : target, classIds), task);
}

/** The records at some places of a project, as lists show them; those that were removed are not among them. */
export async function recordsAt(db: Db, projectId: string, indices: number[]) {
  const { recordKind } = await db.project.findUniqueOrThrow({ where: { id: projectId }, select: { recordKind: true } });
  const rows = await db.record.findMany({ where: { projectId, index: { in: indices }, removedAt: null } });
  const { shorten } = recordKindOf(recordKind);
  return new Map(
    rows.map((row) => [row.index, { recordId: row.id, name: row.name, content: shorten(contentOf(recordKind, row)) }]),
  );
}
