import { describe, expect, it } from 'vitest';
import { sizeOf } from '../tensors/state.js';
import { versionOf } from './encoding.js';
import { type ContentKind, type Encoding, encoders, openEncoding, type RecordContent } from './index.js';
import { optionsFor, SAMPLES } from './test-records.js';

const KINDS = Object.keys(SAMPLES) as ContentKind[];

async function* streamOf(records: readonly RecordContent[]) {
  yield* records;
}

describe.each(encoders.list().map((encoder) => [encoder.id, encoder] as const))('%s', (id, encoder) => {
  const records = SAMPLES[encoder.reads];
  const prepare = async () => encoder.prepare(records, await optionsFor(id));
  const encode = async (encoding: Encoding, content: readonly RecordContent[]) => {
    const opened = await openEncoding(encoding);
    return opened.encode(content).finally(opened.release);
  };

  it('gives a row of finite numbers for each record', async () => {
    const encoding = await prepare();
    const features = await encode(encoding, records);
    expect(features).toMatchObject({ count: records.length, shape: encoding.fitted.shape });
    expect(features.data).toHaveLength(records.length * sizeOf(features.shape));
    expect(features.data.every(Number.isFinite)).toBe(true);
    expect(await encode(encoding, [])).toMatchObject({ count: 0, shape: encoding.fitted.shape });
  });

  it('gives a record the same row in every batch and order', async () => {
    const encoding = await prepare();
    const opened = await openEncoding(encoding);
    const together = await opened.encode(records);
    const size = sizeOf(together.shape);
    for (let n = records.length - 1; n >= 0; n--) {
      const alone = (await opened.encode([records[n]!])).data;
      const row = together.data.subarray(n * size, (n + 1) * size);
      const distance = Math.max(...Array.from(alone, (value, i) => Math.abs(value - row[i]!)));
      expect(distance).toBeLessThan(1e-5);
    }
    await opened.release();
    await opened.release();
  });

  it('says which share of each record it cannot read, the same in every batch, with advice', async () => {
    const opened = await openEncoding(await prepare());
    const { data, shape } = await opened.encode(records);
    const unread = await opened.unread(records);
    expect(unread).toHaveLength(records.length);
    for (const [n, share] of unread.entries()) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
      expect((await opened.unread([records[n]!]))[0]).toBe(share);
      if (share > 0) expect(encoder.advice).toBeTruthy();
      const row = data.subarray(n * sizeOf(shape), (n + 1) * sizeOf(shape));
      if (encoder.reads === 'text' && row.every((value) => value === 0)) expect(share).toBe(1);
    }
    expect(await opened.unread([])).toHaveLength(0);
    await opened.release();
  });

  it.runIf(encoder.reads === 'text')(
    'calls texts unread, wholly or in part, where it gives two of them one row',
    async () => {
      const signs = ['今日', '東京', '😍', '😡', 'great 😍', 'great 😡', '🇩🇪', '🇫🇷', '☕', '→', '?', '!', ''];
      const pool: RecordContent[] = [...records, ...signs.map((text) => ({ kind: 'text' as const, text }))];
      const opened = await openEncoding(await encoder.prepare(pool, await optionsFor(id)));
      const [{ data, shape }, unread] = [await opened.encode(pool), await opened.unread(pool)];
      await opened.release();
      const size = sizeOf(shape);
      const row = (n: number) => data.subarray(n * size, (n + 1) * size);
      for (let a = 0; a < pool.length; a++)
        for (let b = 0; b < a; b++)
          if (row(a).every((value, i) => Math.abs(value - row(b)[i]!) < 1e-6)) {
            expect(unread[a], JSON.stringify(pool[a])).toBeGreaterThan(0);
            expect(unread[b], JSON.stringify(pool[b])).toBeGreaterThan(0);
          }
    },
  );

  it('says of its rows that they are of length 1 where they are, so that no network standardises them one by one', async () => {
    const { data, shape, count, scale } = await encode(await prepare(), records);
    const size = sizeOf(shape);
    const lengths = Array.from({ length: count }, (_, n) => Math.hypot(...data.subarray(n * size, (n + 1) * size)));
    expect(scale === 'rows').toBe(lengths.every((length) => length === 0 || Math.abs(length - 1) < 0.01));
  });

  it('encodes alike after its encoding was stored as JSON, with the keys in another order', async () => {
    const encoding = await prepare();
    const stored: Encoding = JSON.parse(JSON.stringify(encoding));
    const turned = Object.fromEntries(Object.entries(stored.fitted).reverse()) as Encoding['fitted'];
    expect(stored).toEqual(encoding);
    expect(encoder.encodingOf(turned, stored.options).version).toBe(encoding.version);
    expect(await encode({ ...stored, fitted: turned }, records)).toEqual(await encode(encoding, records));
  });

  it('reads the pool from a stream as well', async () => {
    expect(await encoder.prepare(streamOf(records), await optionsFor(id))).toEqual(await prepare());
  });

  it('names its code, its options and what it learned in the version', async () => {
    const { version, options, fitted } = await prepare();
    expect(version).toMatch(new RegExp(`^${id}-[0-9a-f]{16}$`));
    const others = [versionOf(id, 99, options, fitted), versionOf(id, 1, { ...options, x: 1 }, fitted)];
    expect(new Set([version, ...others, versionOf(id, 1, options, { ...fitted, shape: [99] })]).size).toBe(4);
  });

  it('refuses records of another kind, and names the first', async () => {
    const encoding = await prepare();
    for (const kind of KINDS.filter((other) => other !== encoder.reads)) {
      const mixed = [records[0]!, SAMPLES[kind][0]!];
      await expect(encode(encoding, mixed)).rejects.toMatchObject({ code: 'invalid_content' });
      await expect(encode(encoding, mixed)).rejects.toThrow(/Record 1 is a/);
    }
  });

  it('refuses the state of another encoder and options that it does not have', async () => {
    const encoding = await prepare();
    await expect(encoder.open({ ...encoding, encoder: 'another' })).rejects.toMatchObject({ code: 'state_corrupt' });
    await expect(encoder.open({ ...encoding, fitted: { shape: [-1] } })).rejects.toMatchObject({
      code: 'state_corrupt',
    });
    await expect(encoder.prepare(records, 'nonsense')).rejects.toMatchObject({ code: 'invalid_options' });
  });

  it('describes itself', () => {
    for (const words of [encoder.title, encoder.description, encoder.source]) expect(words).not.toBe('');
  });
});
