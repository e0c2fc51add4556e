import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StorageError } from './errors.js';
import { bytesOf, keysOf, later, pause, putHalf, TEST_STORES, type TestStore } from './test-stores.js';

const MEGABYTE = 2 ** 20;
const HELLO = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
const NONE = '0'.repeat(64);

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
/** What buffers hold that somebody still uses. */
function bytesInUse(): number {
  collect();
  collect(); // which waits for what the first has set free
  return process.memoryUsage().arrayBuffers;
}

async function* chunksOf(texts: string[]) {
  for (const text of texts) yield bytesOf(text);
}

describe.each(TEST_STORES)('a store: %s', (_, open) => {
  let opened: TestStore;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.drop());

  describe('put and get', () => {
    it('keep bytes under their SHA-256; putting twice, also at once, is putting once', async () => {
      const { store } = opened;
      const keys = await Promise.all(Array.from({ length: 16 }, () => store.put(bytesOf('hello'))));
      expect(new Set([...keys, await store.put(bytesOf('hello'))])).toEqual(new Set([HELLO]));
      expect(await keysOf(store)).toEqual([HELLO]);
      expect(Buffer.from(await store.get(HELLO))).toEqual(bytesOf('hello'));
    });

    it('keep nothing as well: the empty object', async () => {
      const { store } = opened;
      const key = await store.put(new Uint8Array());
      expect(key).toBe(createHash('sha256').digest('hex'));
      expect(await store.putStream(chunksOf([]))).toBe(key);
      expect(await store.get(key)).toHaveLength(0);
    });

    it.each([NONE, '../../etc/passwd', '', HELLO.toUpperCase(), HELLO.slice(1)])(
      'say of %j that it is not there, whole or as a stream',
      async (key) => {
        const { store } = opened;
        for (const get of [store.get, store.getStream]) {
          const error = await get(key).then(
            () => null,
            (cause: unknown) => cause,
          );
          expect(error).toBeInstanceOf(StorageError);
          expect(error).toMatchObject({ code: 'object_not_found', detail: expect.stringMatching(/stored file/) });
        }
      },
    );
  });

  describe('streams', () => {
    it('put what was put whole under the same key, in however many chunks it comes', async () => {
      const { store } = opened;
      expect(await store.putStream(chunksOf(['hel', '', 'lo']))).toBe(HELLO);
      expect(await keysOf(store)).toEqual([HELLO]);
      const texts = Array.from({ length: 100_000 }, (_, n) => `line ${n}\n`);
      expect(await store.putStream(chunksOf(texts))).toBe(await store.put(bytesOf(texts.join(''))));
    });

    it('go through in constant memory, there and back', async () => {
      const { store } = opened;
      const [chunk, count] = [MEGABYTE / 4, 256];
      const before = bytesInUse();
      let most = 0;
      const look = () => {
        most = Math.max(most, bytesInUse() - before);
      };
      const sent = createHash('sha256');
      async function* source() {
        for (let n = 0; n < count; n++) {
          const bytes = Buffer.alloc(chunk, n);
          sent.update(bytes);
          yield bytes;
          if (n % 32 === 31) look();
        }
      }
      const key = await store.putStream(source());
      expect(key).toBe(sent.digest('hex'));

      const received = createHash('sha256');
      let [bytes, seen] = [0, 0];
      for await (const part of await store.getStream(key)) {
        received.update(part);
        bytes += part.byteLength;
        if (bytes - seen < 8 * MEGABYTE) continue;
        look();
        seen = bytes;
      }
      expect(bytes).toBe(count * chunk);
      expect(received.digest('hex')).toBe(key);
      expect(most).toBeLessThan(4 * MEGABYTE);
    });

    it('wait for whoever reads slowly, and may be left in the middle', async () => {
      const { store } = opened;
      const key = await store.put(Buffer.alloc(8 * MEGABYTE, 1));
      const before = bytesInUse();
      const stream = await store.getStream(key);
      await pause(100);
      expect(bytesInUse() - before).toBeLessThan(MEGABYTE);
      for await (const _ of stream) break;
      expect(stream.destroyed).toBe(true);
      expect(await store.remove(key, later())).toBe(true);
    });

    it('whose source fails pass its own error on and leave nothing', async () => {
      const { store } = opened;
      const cut = new Error('the sender has gone');
      async function* source() {
        yield Buffer.alloc(MEGABYTE);
        throw cut;
      }
      await expect(store.putStream(source())).rejects.toBe(cut);
      expect(await keysOf(store)).toEqual([]);
      expect(await store.tidy(later())).toEqual({ files: 0, bytes: 0 });
    });

    it('that are under way show nothing; what is tidied away of one that has stood still never appears', async () => {
      const { store } = opened;
      const { goOn, ended } = await putHalf(store);
      expect(await keysOf(store)).toEqual([]);
      expect((await store.tidy(new Date(0))).files).toBe(0);
      expect(await store.tidy(later())).toEqual({ files: 1, bytes: MEGABYTE });
      goOn();
      expect(await ended).toMatchObject({ name: 'StorageError', code: 'storage_failed' });
      expect(await keysOf(store)).toEqual([]);
      expect((await store.tidy(later())).files).toBe(0);
    });
  });

  describe('list', () => {
    it('sees each object once, with its size and when it was put', async () => {
      const { store, tickMs } = opened;
      const since = Date.now() - tickMs;
      const sizes = new Map<string, number>();
      for (let n = 0; n < 600; n++) sizes.set(await store.put(Buffer.alloc(n, n)), n);
      const seen = new Map<string, number>();
      for await (const { key, bytes, putAt } of store.list()) {
        expect(seen.has(key)).toBe(false);
        seen.set(key, bytes);
        expect(putAt.getTime()).toBeGreaterThanOrEqual(since);
        expect(putAt.getTime()).toBeLessThanOrEqual(Date.now() + tickMs);
      }
      expect(seen).toEqual(sizes);
    });

    it('bears what is put and removed meanwhile', async () => {
      const { store } = opened;
      const put = (name: string) => store.put(bytesOf(name));
      const stay = await Promise.all(Array.from({ length: 200 }, (_, n) => put(`stays ${n}`)));
      const go = await Promise.all(Array.from({ length: 200 }, (_, n) => put(`goes ${n}`)));
      const seen: string[] = [];
      for await (const { key } of store.list()) {
        if (seen.push(key) === 1) await Promise.all(go.map((one) => store.remove(one, later())));
        if (seen.length < 50) await put(`new ${seen.length}`);
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(stay.filter((key) => !seen.includes(key))).toEqual([]);
      const left = await keysOf(store);
      expect(go.filter((key) => left.includes(key))).toEqual([]);
    });
  });

  describe('remove', () => {
    it('takes what nobody has put since, and nothing else', async () => {
      const { store, tickMs } = opened;
      const [old, again] = [await store.put(bytesOf('old')), await store.put(bytesOf('again'))];
      await pause(2 * tickMs);
      const before = new Date(Date.now() - tickMs);
      await store.put(bytesOf('again'));
      expect(await store.remove(again, before)).toBe(false);
      expect(await store.remove(old, new Date(0))).toBe(false);
      expect(await keysOf(store)).toEqual([old, again].sort());
      expect(await store.remove(old, before)).toBe(true);
      expect(await keysOf(store)).toEqual([again]);
      await expect(store.get(old)).rejects.toMatchObject({ code: 'object_not_found' });
      expect(await store.remove(old, before)).toBe(false);
      await expect(store.remove('../../etc/passwd', later())).rejects.toMatchObject({ code: 'object_not_found' });
    });

    it('loses nothing that is put at the same moment', async () => {
      const { store, tickMs } = opened;
      const texts = Array.from({ length: 200 }, (_, n) => `object ${n}`);
      const keys = await Promise.all(texts.map((text) => store.put(bytesOf(text))));
      await pause(2 * tickMs);
      const before = new Date(Date.now() - tickMs);
      await Promise.all(texts.flatMap((text, n) => [store.remove(keys[n]!, before), store.put(bytesOf(text))]));
      expect(await keysOf(store)).toEqual([...keys].sort());
    });
  });

  it('is its first owner’s', async () => {
    const { store } = opened;
    expect(await store.claim('one')).toBe(true);
    expect(await store.claim('two')).toBe(false);
    expect(await store.claim('one')).toBe(true);
    expect(await keysOf(store)).toEqual([]);
  });
});
