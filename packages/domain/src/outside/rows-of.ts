import type { Transaction } from '@querent/db';
import { DomainError } from '../errors.js';

interface Rows {
  projectId: string;
  /** Places in the pool of all records that are waited for, in their order. */
  wanted: Int32Array;
  from?: number | undefined;
  /** Ids of records. */
  records?: readonly string[] | undefined;
  count: number;
}

/**
 * Of which of the wanted records the rows of a piece are.
 *
 * @returns [N] places among the wanted
 * @throws predictions_refused, record_not_found
 */
export async function rowsOf(db: Transaction, { projectId, wanted, from, records, count }: Rows): Promise<number[]> {
  const refused = (detail: string) => new DomainError('predictions_refused', detail);
  if (records !== undefined && from !== undefined)
    throw refused('Say either in "from" or in "records" which records the rows are of, not both.');
  if (records === undefined) {
    if (from === undefined)
      throw refused(
        'Say which records the rows are of: in "from" the place of the first, or in "records" the ids of all.',
      );
    if (from + count > wanted.length)
      throw refused(
        `${count} rows from place ${from} on end at ${from + count - 1}, and the last record that is waited for has place ${wanted.length - 1}.`,
      );
    return Array.from({ length: count }, (_, row) => from + row);
  }
  if (records.length !== count) throw refused(`There are ${count} rows of predictions for ${records.length} records.`);
  const found = await db.record.findMany({
    where: { projectId, id: { in: [...records] } },
    select: { id: true, index: true },
  });
  const indexOf = new Map(found.map(({ id, index }) => [id, index]));
  const placeOf = new Map(Array.from(wanted, (index, place) => [index, place]));
  const seen = new Set<string>();
  return records.map((id) => {
    const index = indexOf.get(id);
    if (index === undefined) throw new DomainError('record_not_found', `The project has no record ${id}.`);
    if (seen.has(id)) throw refused(`The record ${id} stands twice in this piece. Post each once.`);
    seen.add(id);
    const place = placeOf.get(index);
    if (place === undefined)
      throw refused(
        `Nobody waits for a prediction of the record ${id}: it has been labelled, removed or added since. Post those that "wanted" lists.`,
      );
    return place;
  });
}
