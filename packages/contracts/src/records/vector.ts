import { z } from 'zod';
import { beginning, defineRecordKind } from './record-kind.js';

const MOST_NUMBERS = 20_000;
const Caption = z.string().max(100_000, 'The text beside a vector has at most 100,000 characters');
const Link = z
  .url({ protocol: /^https?$/, error: 'A link begins with http:// or https://' })
  .max(2_000, 'A link has at most 2,000 characters');

/** Features that were computed elsewhere, with something beside them that people can look at. */
export const vector = defineRecordKind({
  id: 'vector',
  title: 'Vector',
  singular: 'vector',
  plural: 'vectors',
  content: z.object({
    kind: z.literal('vector'),
    count: z.int().describe('Numbers it has'),
    numbers: z.array(z.number()).describe('The first of them'),
    text: z.string().nullable(),
    link: z.string().nullable(),
    imageUrl: z.string().nullable(),
  }),
  given: z.object({
    values: z
      .array(
        z
          .number()
          .refine((value) => Number.isFinite(Math.fround(value)), 'A number is beyond what features hold, 3.4e38'),
      )
      .min(1, 'The vector has no numbers')
      .max(MOST_NUMBERS, `A vector has at most ${MOST_NUMBERS} numbers`),
    text: Caption.optional(),
    link: Link.optional(),
  }),
  textOf: ({ text, link, numbers }) => text ?? link ?? numbers.join(', '),
  shorten: (content) => ({
    ...content,
    text: content.text && beginning(content.text),
    numbers: content.numbers.slice(0, 4),
  }),
});
