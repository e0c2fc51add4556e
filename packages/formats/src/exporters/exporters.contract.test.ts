import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect } from '../collect.contract.js';
import type { Layout, OutgoingRecord } from '../exporter.js';
import type { ContentKind, PlainRecord, UnverifiedContent } from '../imported.js';
import { bytesInput } from '../input.js';
import { exporters, getImporter } from '../registry.js';
import { TOLD, type Told, type ToldName } from '../told.js';

const PNG = Buffer.from('\x89PNG', 'latin1');
/** What files trip over: formulas, quotes, ends of lines, what looks like another type, other scripts, headings of ours. */
const TRICKY = [
  ...['', ' ', '0', '-5', '-5 degrees', '+358 40', '=1+2', '@here', '\t=cmd', '\r=cmd', '\n', "'=already quoted"],
  ...[
    "''@",
    '＝wide',
    '007',
    '1e5',
    '1e999',
    'true',
    'null',
    '"x"',
    '[1]',
    '{"a":1}',
    '{',
    '-0',
    '12345678901234567890',
  ],
  ...[
    'a,b',
    'a"b',
    'a\r\nb',
    ';',
    '漢字 🚲',
    'NA',
    'undefined',
    'label',
    'querent_cells',
    'row.a',
    'metadata.b',
    '=name',
  ],
];
const text = fc.oneof(
  fc.constantFrom(...TRICKY),
  fc.string({ unit: 'grapheme' }).filter((one) => !one.includes('\0')),
);
const id = text.filter((one) => one !== '');
const name = id.filter((one) => one !== '__proto__' && !/^\d+$/.test(one));
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const simple = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const metadata = fc.dictionary(name, fc.oneof(simple, fc.array(simple), fc.dictionary(name, simple)));
const bytes = fc.uint8Array().map((rest) => Buffer.concat([PNG, rest]));

const CONTENTS: Record<ContentKind, fc.Arbitrary<UnverifiedContent>> = {
  text: fc.record({ kind: fc.constant('text' as const), text: id }),
  row: fc.record({
    kind: fc.constant('row' as const),
    values: fc.tuple(simple, simple, simple).map(([one, two, three]): [string, unknown][] => [
      ['age', one],
      ['=label', two],
      ['label', three],
    ]),
  }),
  vector: fc.record(
    { kind: fc.constant('vector' as const), values: fc.array(number, { minLength: 1 }), text, link: id },
    { requiredKeys: ['kind', 'values'] },
  ),
  image: fc.record({ kind: fc.constant('image' as const), name: id, bytes }).map(({ bytes: own, ...image }) => ({
    ...image,
    read: async () => own,
  })),
};
const LABELS = { 'one class': id, 'a number': number, 'several classes': fc.array(id) } as const;
const told = fc.dictionary(
  fc.constantFrom(...(Object.keys(TOLD) as ToldName[])),
  fc.oneof(text, number),
) as fc.Arbitrary<Told>;

const recordsOf = (kind: ContentKind, label: fc.Arbitrary<unknown>) =>
  fc.array(
    fc.record(
      {
        externalId: fc.option(id),
        // A picture carries its own.
        ...(kind === 'image' ? {} : { name: id }),
        content: CONTENTS[kind],
        label,
        split: fc.constantFrom('pool' as const, 'holdout' as const, null),
        metadata,
        told,
      },
      { requiredKeys: ['externalId', 'content', 'split', 'metadata'] },
    ) as fc.Arbitrary<OutgoingRecord>,
    { minLength: 1, maxLength: 5 },
  );

const layoutOf = (kind: ContentKind, records: OutgoingRecord[], more: Partial<Layout> = {}): Layout => ({
  kind,
  columns: ['age', '=label', 'label'],
  metadata: [...new Set(records.flatMap((one) => Object.keys(one.metadata)))],
  told: Object.keys(TOLD) as ToldName[],
  hasPictures: true,
  isByClass: true,
  ...more,
});

/** What came in again: all but what an export tells beside. */
const plain = async ({ content, told: _, ...rest }: PlainRecord & { told?: unknown }) => ({
  ...rest,
  content: content.kind === 'image' ? { ...content, read: [...(await content.read())] } : content,
});

async function* each<Item>(items: Item[]): AsyncGenerator<Item> {
  yield* items;
}

async function written(exporter: (typeof exporters)[keyof typeof exporters], given: OutgoingRecord[], layout: Layout) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of exporter.write(each(given), layout)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe.each(Object.entries(exporters))('%s', (id, exporter) => {
  it('is called by its id, and has an importer that finds it by its file alone', async () => {
    expect(exporter.id).toBe(id);
    expect(getImporter(id).extensions).toContain(exporter.extension);
  });

  const pairs = exporter.takes.flatMap((kind) =>
    Object.entries(LABELS).map(([task, label]) => [kind, task, label] as const),
  );
  it.each(pairs)('of the kind %s, labelled with %s: what goes out comes in again, equal', async (kind, _, label) => {
    const property = fc.asyncProperty(recordsOf(kind, label), fc.boolean(), async (records, isByClass) => {
      const file = await written(exporter, records, layoutOf(kind, records, { isByClass }));
      const { records: again, rejected } = await collect(
        getImporter(id),
        bytesInput(`out.${exporter.extension}`, file),
      );
      expect(rejected).toEqual([]);
      const bare = again.map(({ place: _place, ...record }) => record);
      expect(await Promise.all(bare.map(plain))).toEqual(await Promise.all(records.map(plain)));
    });
    await fc.assert(property, { seed: 14, numRuns: 100 });
  });

  it.each(exporter.takes)(
    'of the kind %s: records are asked for as they are sent, and let go where nobody reads on',
    async (kind) => {
      const [record] = fc.sample(recordsOf(kind, LABELS['one class']), { seed: 14, numRuns: 1 })[0]!;
      let [asked, isEnded] = [0, false];
      async function* endless() {
        try {
          for (;;) {
            asked++;
            yield { ...record!, metadata: { filler: 'x'.repeat(1_000) } };
          }
        } finally {
          isEnded = true;
        }
      }
      const layout = layoutOf(kind, [], { metadata: ['filler'] });
      for await (const chunk of exporter.write(endless(), layout)) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
      expect(isEnded).toBe(true);
      expect(asked).toBeLessThan(200);
    },
  );

  it('fails where its records fail, after what there was of them', async () => {
    const [kind] = exporter.takes;
    const [records] = fc.sample(recordsOf(kind!, LABELS['one class']), { seed: 14, numRuns: 1 });
    async function* failing() {
      yield* records!;
      throw new Error('The database has gone.');
    }
    const read = async () => {
      for await (const _ of exporter.write(failing(), layoutOf(kind!, records!)));
    };
    await expect(read()).rejects.toThrow('The database has gone.');
  });
});
