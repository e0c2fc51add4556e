import { z } from 'zod';
import { VISIBLE } from '../text.js';
import { beginning, defineRecordKind } from './record-kind.js';

/** Characters of a text at most. */
const MOST = 1_000_000;

/** A text of any length that people read, in any script. */
export const text = defineRecordKind({
  id: 'text',
  title: 'Text',
  singular: 'text',
  plural: 'texts',
  content: z.object({ kind: z.literal('text'), text: z.string() }),
  given: z
    .string()
    .max(MOST, 'A text has at most a million characters. Cut it into parts that can each be labelled')
    .regex(VISIBLE, 'The text is empty'),
  textOf: (content) => content.text,
  shorten: (content) => ({ ...content, text: beginning(content.text) }),
});
