import { z } from 'zod';
import { defineRecordKind } from './record-kind.js';

const MOST_BYTES = 20_000_000;

/** A picture. */
export const image = defineRecordKind({
  id: 'image',
  title: 'Picture',
  singular: 'picture',
  plural: 'pictures',
  content: z.object({
    kind: z.literal('image'),
    url: z.string(),
    width: z.int().nullable().describe('Pixels; null of those that were imported before widths were kept'),
    height: z.int().nullable(),
  }),
  given: z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength <= MOST_BYTES, 'A picture has at most 20 MB'),
  textOf: () => '',
  shorten: (content) => content,
});
