import fc from 'fast-check';
import { expect, it } from 'vitest';
import { collect } from '../collect.contract.js';
import type { PlainRecord, UnverifiedContent } from '../imported.js';
import { jsonl } from '../importers/jsonl.js';
import { writeJsonl } from './jsonl.js';

const name = fc
  .string({ minLength: 1 })
  .filter((text) => !text.includes('\0') && text !== '__proto__' && !/^\d+$/.test(text));
const text = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const simple = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const content: fc.Arbitrary<UnverifiedContent> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text }),
  fc.record({
    kind: fc.constant('row' as const),
    values: fc.uniqueArray(fc.tuple(name, simple), { selector: ([key]) => key, minLength: 1 }),
  }),
  fc.record(
    { kind: fc.constant('vector' as const), values: fc.array(number, { minLength: 1 }), text, link: text },
    { requiredKeys: ['kind', 'values'] },
  ),
  fc
    .record({ kind: fc.constant('image' as const), name: text, bytes: fc.uint8Array({ minLength: 1 }) })
    .map(({ bytes, ...image }) => ({
      ...image,
      read: async () => bytes,
    })),
);
const record: fc.Arbitrary<PlainRecord> = fc.record(
  {
    externalId: fc.option(text.filter((id) => id !== '')),
    content,
    label: fc.oneof(text, number, fc.array(text)),
    split: fc.constantFrom('pool' as const, 'holdout' as const, null),
    metadata: fc.dictionary(name, simple),
  },
  { requiredKeys: ['externalId', 'content', 'split', 'metadata'] },
);

const plain = async ({ content, ...rest }: PlainRecord) => ({
  ...rest,
  content: content.kind === 'image' ? { ...content, read: [...(await content.read())] } : content,
});

it('what goes out as JSON Lines comes in again, equal', async () => {
  const property = fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 5 }), async (records) => {
    const { records: again, rejected } = await collect(jsonl, {
      kind: 'file',
      name: 'out.jsonl',
      open: () => writeJsonl(records),
    });
    expect(rejected).toEqual([]);
    const bare = again.map(({ place: _, ...record }) => record);
    expect(await Promise.all(bare.map(plain))).toEqual(await Promise.all(records.map(plain)));
  });
  await fc.assert(property, { seed: 14, numRuns: 200 });
});
