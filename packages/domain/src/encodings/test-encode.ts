import type { Store } from '@querent/storage';
import { loadEncoders } from '../context/load-methods.js';
import { type ContentRow, recordKinds } from '../records/kinds/index.js';
import type { EncodeTask, RoundCompute } from '../rounds/compute.js';

/** Encodes as the worker's thread does, in this one. */
export function encodesHere(store: Store): Pick<RoundCompute, 'prepare' | 'encode'> {
  const read = (kind: EncodeTask['kind'], records: ContentRow[]) =>
    Promise.all(records.map((record) => recordKinds[kind].read(record, store)));
  return {
    async prepare({ encoder, options, kind, records }) {
      return (await loadEncoders()).get(encoder).prepare(await read(kind, records), options);
    },
    async encode({ encoding, kind, start, records }) {
      const { encodeShard, summarizeUnread } = await import('@querent/core/encoders');
      const encoder = (await loadEncoders()).get(encoding.encoder);
      const contents = await read(kind, records);
      const opened = await encoder.open(encoding);
      try {
        const objectKey = await store.put(encodeShard({ start, ...(await opened.encode(contents)) }));
        const { share, advice } = summarizeUnread(encoder, await opened.unread(contents));
        return { objectKey, unread: { share, advice } };
      } finally {
        await opened.release();
      }
    },
  };
}
