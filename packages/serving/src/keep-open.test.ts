import { describe, expect, it } from 'vitest';
import { keepOpen } from './keep-open.js';

describe('what is kept open', () => {
  const released: string[] = [];
  const opening: string[] = [];
  const open = (name: string, bytes: number) => async () => {
    opening.push(name);
    return { name, bytes, release: async () => void released.push(name) };
  };

  it('is opened once, and released when others need the room, the one first that was used longest ago', async () => {
    const kept = keepOpen<{ name: string; bytes: number; release(): Promise<void> }>(10);
    const use = (name: string, bytes: number) => kept.use(name, open(name, bytes), async (thing) => thing.name);
    expect(await Promise.all([use('a', 4), use('a', 4), use('b', 4)])).toEqual(['a', 'a', 'b']);
    await use('a', 4);
    expect(opening).toEqual(['a', 'b']);
    await use('c', 4);
    await new Promise(setImmediate);
    expect(released).toEqual(['b']);
    expect(kept.keys()).toEqual(['a', 'c']);
    await use('large', 99);
    await new Promise(setImmediate);
    expect(released).toEqual(['b', 'a', 'c']);
    expect(kept.keys()).toEqual(['large']); // it is used by somebody, or was last
  });

  it('is not released while it is in use, and opened anew where opening failed', async () => {
    released.length = 0;
    const kept = keepOpen<{ bytes: number; release(): Promise<void> }>(5);
    let end = () => {};
    const using = kept.use('a', open('a', 4), () => new Promise<void>((resolve) => (end = resolve)));
    await kept.use('b', open('b', 4), async () => {});
    await new Promise(setImmediate);
    expect(released).toEqual(['b']);
    end();
    await using;
    expect(kept.keys()).toEqual(['a']);
    const broken = () => Promise.reject(new Error('no such model'));
    await expect(kept.use('c', broken, async () => {})).rejects.toThrow('no such model');
    await kept.use('c', open('c', 1), async () => {});
    expect(kept.keys()).toEqual(['a', 'c']);
  });
});
