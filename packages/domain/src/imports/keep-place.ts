import { Import } from '@querent/contracts';
import { jsonOf, notifyProject, type Transaction } from '@querent/db';
import type { Noticed } from '@querent/formats';
import { DomainError } from '../errors.js';
import type { BatchResult } from './add-batch.js';
import { REFUSED_SHOWN } from './notes.js';
import { noticesOfRow, withNotices } from './notices.js';
import type { Refused } from './take-records.js';
import { type Differing, NOTHING, sumOf, type Tally } from './tally.js';

/** Another run of the same import is further on: a worker that was taken for lost may still live. Nothing is to be done. */
export class Overtaken extends Error {}

interface Step extends Omit<BatchResult, 'refused' | 'first' | 'isFull'> {
  /** Records and refusals that were read before the batch, and with it. */
  from: number;
  to: number;
  refused: Refused[];
  rate: number;
}

/** What the row keeps for the notes that come in the end. */
type Kept = Partial<{ toHoldout: number; labelled: number; differing: Partial<Differing> }>;

interface Row {
  done: number;
  added: number;
  known: number;
  restored: number;
  refused: number;
  tally: unknown;
}

/** What became of an import so far. */
export function tallyOf({ added, known, restored, refused, tally }: Omit<Row, 'done'>): Tally {
  const kept: Kept = jsonOf(tally);
  const differing = { ...NOTHING.differing, ...kept.differing };
  return { ...NOTHING, ...kept, differing, added, known, restored, refused };
}

/**
 * Notes how far an import has come, in the transaction that stores its records.
 *
 * @throws import_failed where it has been stopped, so that the batch is not kept either; Overtaken
 */
export async function keepPlace(
  tx: Transaction,
  { importId: id, projectId }: { importId: string; projectId: string },
  { from, to, rate, refused, ...step }: Step,
  notices: Noticed[],
): Promise<void> {
  // The place and its records are lost together or not at all: a batch that the disk has not seen yet is read again.
  await tx.$executeRaw`SET LOCAL synchronous_commit TO off`;
  const [current] = await tx.$queryRaw<(Row & { rejected: unknown; notices: unknown })[]>`
    SELECT done, added, known, restored, refused, tally, rejected, notices
    FROM import WHERE id = ${id} AND state = 'running' FOR UPDATE`;
  if (!current) throw new DomainError('import_failed', 'This import has been stopped.');
  if (current.done !== from) throw new Overtaken(`It is at ${current.done} already, and not at ${from}.`);
  const named = refused.map(({ place: name, reason }) => ({ name, reason }));
  const rejected = [...Import.shape.rejected.parse(current.rejected), ...named].slice(0, REFUSED_SHOWN);
  // Those of a batch of nothing else may be counted again, by a run after this one: its place is that before it.
  const kept = noticesOfRow(current.notices).filter((one) => typeof one !== 'string');
  const said = withNotices(kept, notices);
  const { toHoldout, labelled, differing, ...sums } = sumOf(tallyOf(current), { ...step, refused: refused.length });
  await tx.import.update({
    where: { id },
    data: {
      ...{ done: to, rate, ...sums, rejected, notices: said, tally: jsonOf({ toHoldout, labelled, differing }) },
      attempts: 1, // this life goes on
    },
  });
  await notifyProject(tx, projectId);
}
