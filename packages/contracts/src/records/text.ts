import { z } from 'zod';
import { beginning, defineRecordKind } from './record-kind.js';

/** Anything but blanks and what is not drawn. */
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/u;
/** Characters of a text at most. */
const MOST = 1_000_000;

/** A text of any length that people read, in any script. */
export const text = defineRecordKind({
  id: 'text',
  title: 'Text',
  plural: 'texts',
  content: z.object({ kind: z.literal('text'), text: z.string() }),
  given: z
    .string()
    .max(MOST, 'A text has at most a million characters. Cut it into parts that can each be labelled')
    .refine((given) => VISIBLE.test(given), 'The text is empty'),
  textOf: (content) => content.text,
  shorten: (content) => ({ ...content, text: beginning(content.text) }),
});
