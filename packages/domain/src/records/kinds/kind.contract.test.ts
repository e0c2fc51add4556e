import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entriesOf, lineOf, RecordContent, type RecordKind, recordKindOf } from '@querent/contracts';
import { encoders } from '@querent/core/encoders';
import type { UnverifiedContent } from '@querent/formats';
import { openFolderStore } from '@querent/storage';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { contentOf, recordKinds } from './index.js';

const drawing = (level: number) =>
  sharp(
    Uint8Array.from({ length: 64 * 3 }, (_, at) => (at === 0 ? level : at % 256)),
    {
      raw: { width: 8, height: 8, channels: 3 },
    },
  );
const picture = (level: number, format: 'png' | 'webp' = 'png') => ({
  name: 'a.png',
  read: () =>
    drawing(level)
      [format]({ lossless: true } as object)
      .toBuffer(),
});
const image = (...given: Parameters<typeof picture>): UnverifiedContent => ({ kind: 'image', ...picture(...given) });
const text = (given: string): UnverifiedContent => ({ kind: 'text', text: given });
const row = (values: [string, unknown][]): UnverifiedContent => ({ kind: 'row', values });
const vector = (values: number[], beside: object = {}): UnverifiedContent => ({ kind: 'vector', values, ...beside });

interface Samples {
  /** Of one project, each another one; the first decides what all have in common. */
  given: UnverifiedContent[];
  /** Says the same as the first, in other words. */
  sameAsFirst: UnverifiedContent[];
  /** What another project has. */
  unfit: UnverifiedContent[];
  /** An encoder that reads it and needs no model. */
  encoder: string;
}

const LINK = 'https://example.org/one';
/** A kind that is missing does not compile. */
const SAMPLES: Record<RecordKind, Samples> = {
  image: {
    given: [image(1), image(2), { kind: 'image', name: '', read: () => drawing(1).resize(4, 8).png().toBuffer() }],
    sameAsFirst: [image(1), image(1, 'webp')],
    unfit: [
      { kind: 'image', name: '', read: async () => Buffer.from('no picture') },
      { kind: 'image', name: '', read: async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') },
    ],
    encoder: 'pixels',
  },
  text: {
    given: ['a text', 'a  text', 'a text ', 'A text', 'שלום\nעולם', 'x '.repeat(400_000)].map(text),
    sameAsFirst: [text('a text')],
    unfit: [text(' \n'), text('x'.repeat(1_000_001))],
    encoder: 'hashed-ngrams',
  },
  row: {
    // A column may be called as every object's own members are.
    given: [
      [39, null],
      [39, 'Oslo'],
      ['39', 'Oslo'],
      [39, ''],
      [true, 'Oslo'],
      ['a, b', 'c'],
      ['a', 'b, c'],
    ].map(([age, city]) =>
      row([
        ['age', age],
        ['constructor', city],
      ]),
    ),
    sameAsFirst: [
      row([
        ['constructor', null],
        ['age', 39],
      ]),
      row([['age', 39]]),
    ],
    unfit: [row([['other', 1]]), row([]), row([['age', { deep: 1 }]])],
    encoder: 'tables',
  },
  vector: {
    given: [
      vector([1, 2]),
      vector([2, 1]),
      vector([1, 2], { text: 'a text' }),
      vector([1, 2], { link: LINK }),
      vector([1, 2], { text: LINK }),
      vector([1, 2], { image: picture(1) }),
      vector([1, 2], { image: picture(2) }),
    ],
    sameAsFirst: [vector([1, 2]), vector([1, 2], { text: undefined })],
    unfit: [vector([1]), vector([]), vector([1, 1e300]), vector([1, 2], { link: 'javascript:alert(1)' })],
    encoder: 'vectors',
  },
};

const folder = mkdtempSync(join(tmpdir(), 'querent-kinds-'));
const store = openFolderStore(folder);
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(entriesOf(SAMPLES))('records of the kind %s', (id, samples) => {
  const kind = recordKinds[id];
  /** All of one project, as their rows come back from the database. */
  const take = async (given: UnverifiedContent[]) => {
    let shape: unknown = null;
    const kept = [];
    for (const [at, one] of given.entries()) {
      const { shape: own, ...rest } = await kind.take(one, shape, store);
      shape ??= JSON.parse(JSON.stringify(own));
      expect(JSON.parse(JSON.stringify(own))).toEqual(shape);
      kept.push({ id: `record-${at}`, ...rest, content: JSON.parse(JSON.stringify(rest.content)) });
    }
    return kept;
  };

  it('are shown as the contract says, on a card and shortened in a list', async () => {
    const { content: schema, shorten } = recordKindOf(id);
    for (const kept of await take(samples.given)) {
      const content = contentOf(id, kept);
      expect(content.kind).toBe(id);
      expect(schema.parse(content)).toEqual(content);
      expect(RecordContent.parse(content)).toEqual(content);
      const short = shorten(content);
      expect(RecordContent.parse(short)).toEqual(short);
      expect(JSON.stringify(short).length).toBeLessThan(1_000);
      expect(shorten(short)).toEqual(short);
      expect(lineOf({ id: kept.id, name: 'its name', content: short })).not.toBe('');
    }
  });

  it('have equal hashes where they say the same, and where they do only', async () => {
    const hashes = (await take(samples.given)).map(({ contentHash }) => contentHash);
    expect(new Set(hashes).size).toBe(samples.given.length);
    for (const same of samples.sameAsFirst) {
      const [first, again] = await take([samples.given[0]!, same]);
      expect(again!.contentHash).toBe(first!.contentHash);
    }
  });

  it('are read as an encoder of the kind takes them', async () => {
    const rows = await take(samples.given);
    const contents = await Promise.all(rows.map((kept) => kind.read(kept, store)));
    expect(new Set(contents.map((content) => content.kind))).toEqual(new Set([id]));
    const encoder = encoders.get(samples.encoder);
    expect(encoder.reads).toBe(id);
    const opened = await encoder.open(await encoder.prepare(contents));
    const { count, data } = await opened.encode(contents);
    await opened.release();
    expect(count).toBe(rows.length);
    expect(data.every(Number.isFinite)).toBe(true);
    expect(data.length).toBeGreaterThanOrEqual(count);
  });

  it('come in again equal as they went out, what they have in common included', async () => {
    const kept = await take(samples.given);
    const again = await take(kept.map((row) => kind.write({ ...row, name: 'its name' }, store)));
    expect(again).toEqual(kept);
  });

  it('are refused in words where they do not fit the others or their kind', async () => {
    for (const [at, unfit] of samples.unfit.entries()) {
      const refused = take([samples.given[0]!, unfit]);
      await expect(refused, `${at}`).rejects.toMatchObject({
        code: 'invalid_input',
        detail: expect.stringMatching(/^[A-Za-z].*\S\.?$/),
      });
    }
    const others = Object.entries(SAMPLES).filter(([other]) => other !== id);
    for (const [, { given }] of others)
      await expect(kind.take(given[0]!, null, store)).rejects.toMatchObject({
        code: 'invalid_input',
        detail: expect.stringMatching(/^The records of this project are [a-z ]+; this one is of [a-z ]+\.$/),
      });
  });
});
