import type { Imported } from '@querent/formats';
import { expect, it } from 'vitest';
import { batchesOf, FIRST_PICTURES, PICTURES } from './batches.js';

async function* items(count: number, kind: 'image' | 'text'): AsyncGenerator<Imported> {
  for (let n = 0; n < count; n++) {
    const own = { place: `${n}`, externalId: null, metadata: {} };
    const read = async () => new Uint8Array();
    yield { ...own, content: kind === 'image' ? { kind, name: '', read } : { kind, text: 'x' } };
  }
}

async function sizes(count: number, kind: 'image' | 'text') {
  const found: number[] = [];
  for await (const batch of batchesOf(items(count, kind), {
    records: 40,
    pictures: PICTURES,
    firstPictures: FIRST_PICTURES,
  }))
    found.push(batch.length);
  return found;
}

it('the first pictures come in soon, and then ever more of them at a time', async () => {
  expect(await sizes(80, 'image')).toEqual([3, 6, 12, 24, 25, 10]);
  expect(await sizes(80, 'text')).toEqual([40, 40]);
});
