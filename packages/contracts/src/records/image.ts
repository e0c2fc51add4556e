import { z } from 'zod';
import { defineRecordKind } from './record-kind.js';

/** A picture. */
export const image = defineRecordKind({
  id: 'image',
  title: 'Picture',
  plural: 'pictures',
  content: z.object({
    kind: z.literal('image'),
    url: z.string(),
    width: z.int().nullable().describe('Pixels; null of those that were imported before widths were kept'),
    height: z.int().nullable(),
  }),
  given: z
    .string()
    .max(30_000_000, 'A picture has at most 20 MB')
    .describe('The file, in base64: PNG, JPEG, WebP, GIF, AVIF or TIFF; SVG is refused'),
  textOf: () => '',
  shorten: (content) => content,
});
