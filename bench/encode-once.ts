import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type Choice, encoders, openEncoding } from '@querent/core';
import { decodeShard, encodeShard, type RecordContent } from '@querent/core/encoders';
import type { Features } from '@querent/core/tensors';
import { keyOf } from './jobs.ts';

const FOLDER = new URL('./.partial/features/', import.meta.url);

/**
 * Features of the parts of a set. They are kept, since texts take minutes.
 *
 * @param encoder which learns from the pool
 */
export async function encodeOnce<Part extends string>(
  { id, options }: Choice,
  parts: Record<Part | 'pool', readonly RecordContent[]>,
): Promise<Record<Part | 'pool', Features>> {
  const encoding = await encoders.get(id).prepare(parts.pool, options);
  const opened = await openEncoding(encoding);
  mkdirSync(FOLDER, { recursive: true });
  const featuresOf = async (records: readonly RecordContent[]): Promise<Features> => {
    const file = new URL(
      keyOf({ version: encoding.version, records: await Promise.all(records.map(inShort)) }),
      FOLDER,
    );
    if (existsSync(file)) return decodeShard(readFileSync(file));
    const features = await opened.encode(records);
    writeFileSync(file, encodeShard({ ...features, start: 0 }));
    return features;
  };
  const features = {} as Record<Part | 'pool', Features>;
  for (const [name, records] of Object.entries<readonly RecordContent[]>(parts))
    features[name as Part] = await featuresOf(records);
  await opened.release();
  return features;
}

/** A picture by the hash of its pixels, or its file: a key is made of JSON. */
async function inShort(record: RecordContent) {
  if (record.kind !== 'image') return record;
  const bytes = 'pixels' in record ? record.pixels : await record.read();
  return { ...record, pixels: createHash('sha256').update(bytes).digest('hex') };
}
