import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sweep } from './sweep.js';
import { bytesOf, keysOf, later, pause, putHalf, TEST_STORES, type TestStore } from './test-stores.js';

const nobody = async () => [];

describe.each(TEST_STORES)('the sweep of a store: %s', (_, open) => {
  let opened: TestStore;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.drop());

  it('frees exactly what nobody names, whose names it asks for a thousand at a time', async () => {
    const { store } = opened;
    const keys: string[] = [];
    for (let n = 0; n < 1_100; n++) keys.push(await store.put(bytesOf(`object ${String(n).padStart(4, '0')}`)));
    const named = new Set(keys.filter((_, n) => n % 10 === 0));
    const asked: number[] = [];
    const freed = await sweep(store, {
      owner: 'one',
      before: later(),
      findNamed: async (some) => {
        asked.push(some.length);
        return some.filter((key) => named.has(key));
      },
    });
    expect(freed).toEqual({ files: 990, bytes: 990 * 'object 0000'.length });
    expect(asked).toEqual([1_000, 100]);
    expect(await keysOf(store)).toEqual([...named].sort());
  });

  it('leaves what is too young, without asking for its name', async () => {
    const { store } = opened;
    const key = await store.put(bytesOf('young'));
    const findNamed = () => Promise.reject(new Error('nobody should ask'));
    expect(await sweep(store, { owner: 'one', before: new Date(0), findNamed })).toEqual({ files: 0, bytes: 0 });
    expect(await keysOf(store)).toEqual([key]);
  });

  it('keeps what is put again while its name is looked for, and forgets what was put by half', async () => {
    const { store, tickMs } = opened;
    await store.put(bytesOf('old'));
    const again = await store.put(bytesOf('again'));
    const half = await putHalf(store);
    await pause(2 * tickMs);
    const freed = await sweep(store, {
      owner: 'one',
      before: new Date(Date.now() - tickMs),
      findNamed: async () => {
        await store.put(bytesOf('again'));
        return [];
      },
    });
    expect(freed).toEqual({ files: 2, bytes: 'old'.length + 2 ** 20 });
    expect(await keysOf(store)).toEqual([again]);
    half.goOn();
    expect(await half.ended).toMatchObject({ code: 'storage_failed' });
  });

  it('does not touch the store of another database, such as a full one beside an empty database', async () => {
    const { store } = opened;
    const key = await store.put(bytesOf('mine'));
    await store.claim('one');
    expect(await sweep(store, { owner: 'two', before: later(), findNamed: nobody })).toBeNull();
    expect(await keysOf(store)).toEqual([key]);
    expect(await sweep(store, { owner: 'one', before: later(), findNamed: nobody })).toEqual({ files: 1, bytes: 4 });
  });

  it('may run in two workers at once: each object is freed once', async () => {
    const { store } = opened;
    for (let n = 0; n < 200; n++) await store.put(bytesOf(`object ${n}`));
    const both = await Promise.all(
      [1, 2].map(() => sweep(store, { owner: 'one', before: later(), findNamed: nobody })),
    );
    expect(both.reduce((sum, freed) => sum + freed!.files, 0)).toBe(200);
    expect(await keysOf(store)).toEqual([]);
  });
});
