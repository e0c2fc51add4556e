import { describe, expect, it } from 'vitest';
import { inBatches } from './in-batches.js';

const isOfItem = (error: unknown) => error instanceof RangeError;
/** Doubles numbers, and keeps what it was asked; 13 it cannot. */
function doubling(most: number, isDown = () => false) {
  const turns: number[][] = [];
  const ask = inBatches<number, number>(
    most,
    async (items) => {
      turns.push(items);
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (isDown()) throw new Error('down');
      if (items.includes(13)) throw new RangeError('13');
      return items.map((item) => 2 * item);
    },
    isOfItem,
  );
  return { turns, ask };
}

describe('requests in batches', () => {
  it('that wait together are answered together, each with its own', async () => {
    const { turns, ask } = doubling(8);
    const answers = await Promise.all([ask([1]), ask([2, 3]), ask([4])]);
    expect(answers).toEqual([[2], [4, 6], [8]]);
    expect(turns).toEqual([[1, 2, 3, 4]]);
  });

  it('that are long let short ones pass', async () => {
    const { turns, ask } = doubling(32);
    const ended: string[] = [];
    const long = ask(Array.from({ length: 200 }, () => 0)).then(() => ended.push('long'));
    await new Promise((resolve) => setTimeout(resolve, 2));
    await ask([1]).then(() => ended.push('short'));
    await long;
    expect(ended).toEqual(['short', 'long']);
    expect(Math.max(...turns.map(({ length }) => length))).toBeLessThanOrEqual(32);
    expect(turns.flat()).toHaveLength(201);
  });

  it('fail alone by their own item, with its place; the others have their answers', async () => {
    const { ask } = doubling(8);
    const [first, second, third] = await Promise.allSettled([ask([1]), ask([2, 13, 3]), ask([4])]);
    expect([first, third]).toMatchObject([{ value: [2] }, { value: [8] }]);
    expect(second).toMatchObject({ reason: { name: 'ItemError', place: 1, cause: { message: '13' } } });
  });

  it('all fail by what is nobody’s item, without a second try; later ones go on', async () => {
    let isDown = true;
    const { turns, ask } = doubling(8, () => isDown);
    const failed = await Promise.allSettled([ask([1]), ask([2])]);
    expect(failed.map((one) => one.status === 'rejected' && one.reason.message)).toEqual(['down', 'down']);
    expect(turns).toHaveLength(1);
    isDown = false;
    expect(await ask([3])).toEqual([6]);
  });
});
