import type { Encoding } from '@querent/contracts';
import type { Encoding as CoreEncoding } from '@querent/core/encoders';
import type { Prisma, Transaction } from '@querent/db';

export type EncodingRow = Prisma.EncodingGetPayload<object>;

/** States of an encoding that waits for a worker, or has one. */
export const UNFINISHED_ENCODING: EncodingRow['state'][] = ['queued', 'running'];

/** One that is complete, and has not chosen the first questions of a project that waits for them. */
export const UNASKED = {
  state: 'done',
  usedBy: { begunAt: { not: null }, rounds: { none: {} } },
} satisfies Prisma.EncodingWhereInput;

/** Of records that no encoder is suggested for: the row carries the reason, and there is nothing to run. */
export const NO_ENCODER = '';

/** As its row keeps it, in the core's shape; null before it has looked at the records. */
export const toCoreEncoding = ({ encoder, version, options, fitted }: EncodingRow): CoreEncoding | null =>
  version === null ? null : ({ encoder, version, options, fitted } as CoreEncoding);

/** The one that was asked for last, which is the one that people hear of. */
export const findLatestEncoding = (db: Transaction, projectId: string): Promise<EncodingRow | null> =>
  db.encoding.findFirst({ where: { projectId }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });

/** @param total records there are */
export function toEncoding(row: EncodingRow, total: number): Encoding {
  const { id, encoder, title, reason, state, done, unread, advice, error, rate } = row;
  const speed =
    state === 'running' && rate ? { recordsPerSecond: rate, secondsLeft: Math.max(0, total - done) / rate } : null;
  const none = { recordsPerSecond: null, secondsLeft: null };
  return { id, encoder, title, reason, state, total, done, unread, advice, error, ...(speed ?? none) };
}
