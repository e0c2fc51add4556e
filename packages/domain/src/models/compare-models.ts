import type { Comparison } from '@querent/contracts';
import {
  type Estimate,
  type Figure,
  figuresOf,
  type JudgedBy,
  type JudgedRecords,
  pickJudged,
  type Said,
  saidOf,
} from '@querent/core/evaluation';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { readTask } from '../tasks/project-task.js';
import { classIdsOf, readJudged, recordsAt, sayer, truthAt } from './judged.js';
import { findModelOf, getModelRow, type ModelRow, toModel } from './model.js';
import { readServing } from './serving.js';

/** Changed records that are shown. */
const MOST_SHOWN = 30;

/**
 * Two models of a project on the holdout records that both were measured on, by the main figures.
 *
 * @throws model_not_found, forbidden, not_evaluated; not_comparable where they know other classes or no record has been common
 */
export async function compareModels(
  context: Context,
  { modelId, otherId }: { modelId: string; otherId: string },
): Promise<Comparison> {
  const { db, store } = context;
  const firstRow = await getModelRow(context, modelId);
  if (modelId === otherId)
    throw new DomainError('not_comparable', 'A model does not differ from itself. Choose two different ones.');
  const { projectId } = firstRow;
  const secondRow = await findModelOf(db, projectId, otherId);
  const classIds = classIdsOf(firstRow);
  if (classIds.join() !== classIdsOf(secondRow).join()) throw otherClasses(firstRow, secondRow);
  const [first, second] = inCommon(await readJudged(store, firstRow), await readJudged(store, secondRow));
  const { indexN } = first;
  if (indexN.length === 0)
    throw new DomainError(
      'not_comparable',
      `${firstRow.version} and ${secondRow.version} were measured on no record in common. Compare models that were trained closer to each other.`,
    );
  const { modelId: servingId } = await readServing(db, projectId);
  return {
    first: toModel(firstRow, servingId),
    second: toModel(secondRow, servingId),
    records: indexN.length,
    figures: differences(first, second),
    changed: await changesOf(context, { projectId, classIds, first, second }),
  };
}

const otherClasses = (first: ModelRow, second: ModelRow) =>
  new DomainError(
    'not_comparable',
    `The classes were changed between ${first.version} and ${second.version}, so that they answer another question. Compare models of the same classes.`,
  );

/** The records of both, in one order. What is true of them is what the second was measured by. */
function inCommon(first: JudgedRecords, second: JudgedRecords): [JudgedRecords, JudgedRecords] {
  const placeIn = new Map(Array.from(first.indexN, (index, at) => [index, at]));
  const rows = Array.from(second.indexN.keys()).filter((at) => placeIn.has(second.indexN[at]!));
  const own = pickJudged(
    first,
    rows.map((at) => placeIn.get(second.indexN[at]!)!),
  );
  const other = pickJudged(second, rows);
  return [withTruthOf(own, other), other];
}

/** Labels of the holdout may have been corrected between the two. */
function withTruthOf(records: JudgedRecords, other: JudgedRecords): JudgedRecords {
  if (records.likelihood === 'categorical' && other.likelihood === 'categorical')
    return { ...records, judged: { ...records.judged, labelsN: other.judged.labelsN } };
  if (records.likelihood === 'bernoulli' && other.likelihood === 'bernoulli')
    return { ...records, judged: { ...records.judged, heldNC: other.judged.heldNC } };
  if (records.likelihood === 'gaussian' && other.likelihood === 'gaussian')
    return { ...records, judged: { ...records.judged, valuesNT: other.judged.valuesNT } };
  throw new DomainError('not_comparable', 'The two models answer other kinds of questions. Choose two of one task.');
}

/** By the main figures; those that the records do not determine are left out. */
function differences(first: JudgedRecords, second: JudgedRecords): Comparison['figures'] {
  const rows = first.indexN.map((_, at) => at);
  // The registry forgets which likelihood a figure is of; both models are of the one it was looked up by.
  const [one, other] = [first.judged, second.judged] as [
    JudgedBy[Figure['likelihood']],
    JudgedBy[Figure['likelihood']],
  ];
  return figuresOf(first.likelihood)
    .filter(({ isMain }) => isMain)
    .flatMap((figure) => {
      const { id, title, better, unit } = figure;
      const difference: Estimate = figure.difference(other, one);
      const values = { first: figure.of(one, rows), second: figure.of(other, rows) };
      const numbers = [...Object.values(values), ...Object.values(difference)];
      return numbers.every(Number.isFinite) ? [{ id, title, better, unit, ...values, difference }] : [];
    });
}

interface Compared {
  projectId: string;
  classIds: string[];
  first: JudgedRecords;
  second: JudgedRecords;
}

/** Records of which they say something else; the greatest changes first. */
async function changesOf(
  { db }: Context,
  { projectId, classIds, first, second }: Compared,
): Promise<Comparison['changed']> {
  const project = await readTask(db, projectId);
  const say = sayer(project, classIds);
  const [before, after] = [saidOf(first), saidOf(second)];
  const gain = (at: number) => before[at]!.error - after[at]!.error;
  const isOther = ({ answer, error }: Said, at: number) =>
    after[at]!.isRight === null ? error !== after[at]!.error : answer.join() !== after[at]!.answer.join();
  const changed = Array.from(before.keys())
    .filter((at) => isOther(before[at]!, at))
    .sort((a, b) => Math.abs(gain(b)) - Math.abs(gain(a)));
  const shown = changed.slice(0, MOST_SHOWN);
  const found = await recordsAt(
    db,
    projectId,
    shown.map((at) => first.indexN[at]!),
  );
  return {
    count: changed.length,
    better: changed.filter((at) => gain(at) > 0).length,
    worse: changed.filter((at) => gain(at) < 0).length,
    items: shown.flatMap((at) => {
      const record = found.get(first.indexN[at]!);
      if (!record) return [];
      const words = { truth: say(truthAt(second, at)), first: say(before[at]!.answer), second: say(after[at]!.answer) };
      return [{ ...record, ...words, isBetter: gain(at) === 0 ? null : gain(at) > 0 }];
    }),
  };
}
