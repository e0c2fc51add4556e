import type { ImportedRecord } from '@querent/formats';
import type { ImportSource } from '../source.js';

/** The records of a project to try Querent with, which come with a package. Their labels are a key that stays hidden. */
export interface Sample {
  /** All of them, in the same order each time: one that tells nothing about the labels. */
  records(): Promise<SampleRecord[]>;
}

/** Place and name are the same. */
type SampleRecord = Pick<ImportedRecord, 'content'> & { name: string; label: string; externalId?: string };

const SMALL_PICTURES = 500;

/** @param id of the import's source */
export const sourceOf = (id: string, { records }: Sample): ImportSource => ({
  id,
  count: async () => (await records()).length,
  pictures: SMALL_PICTURES,
  readsAhead: false,
  async *read(start) {
    for (const { externalId = null, ...record } of (await records()).slice(start))
      yield { ...record, place: record.name, externalId, metadata: {} };
  },
});
