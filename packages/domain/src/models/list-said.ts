import type { Page, SaidQuery, SaidRecord } from '@querent/contracts';
import { saidOf } from '@querent/core/evaluation';
import type { Context } from '../context/context.js';
import { cursorNumber } from '../context/page.js';
import { readTask } from '../tasks/project-task.js';
import { classIdsOf, readJudged, recordsAt, sayer, truthAt } from './judged.js';
import { getModelRow } from './model.js';

/**
 * What a model says of the records of the holdout: the greatest errors first, of equal ones the surest.
 *
 * @throws model_not_found, forbidden, not_evaluated, invalid_input
 */
export async function listSaid(
  context: Context,
  { modelId, truth, said: wanted, which, cursor, limit }: SaidQuery & { modelId: string },
): Promise<Page<SaidRecord>> {
  const row = await getModelRow(context, modelId);
  const records = await readJudged(context.store, row);
  const classIds = classIdsOf(row);
  const has = (target: number[], id: string | undefined) => {
    if (id === undefined) return true;
    const place = classIds.indexOf(id);
    return records.likelihood === 'categorical' ? target[0] === place : target[place] === 1;
  };
  const rows = saidOf(records)
    .map((said, at) => ({ ...said, at, truth: truthAt(records, at) }))
    .filter((one) => has(one.truth, truth) && has(one.answer, wanted))
    .filter(({ isRight }) => which === 'all' || isRight === (which === 'right'))
    .toSorted((a, b) => b.error - a.error || a.uncertainty - b.uncertainty || a.at - b.at);
  const start = cursorNumber(cursor) ?? 0;
  const shown = rows.slice(start, start + limit);
  const found = await recordsAt(
    context.db,
    row.projectId,
    shown.map(({ at }) => records.indexN[at]!),
  );
  const say = sayer(await readTask(context.db, row.projectId), classIds);
  return {
    items: shown.flatMap(({ at, answer, truth: own, ...rest }) => {
      const record = found.get(records.indexN[at]!);
      return record ? [{ ...record, ...rest, truth: say(own), said: say(answer) }] : [];
    }),
    next: start + limit < rows.length ? String(start + limit) : null,
  };
}
