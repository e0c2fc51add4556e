import { bytesInput, getImporter, type Input } from '@querent/formats';
import { zipOf } from '@querent/testing';
import { expect, it } from 'vitest';
import { readWithin } from './read-within.js';

const read = (importer: string, input: Input) =>
  readWithin(getImporter(importer), input, {}, { deadlineMs: 0, bytes: 1, columns: {}, into: null });

it('of pictures, which are not opened, those looked at stand for the rest', async () => {
  const pictures = Array.from(
    { length: 400 },
    (_, n) => [`${n % 2 ? 'ant' : 'bee'}/${n}.png`, Buffer.from('x')] as const,
  );
  const { isWhole, share, read: records } = await read('image-folder', bytesInput('insects.zip', zipOf(pictures)));
  expect({ isWhole, share, records }).toEqual({ isWhole: false, share: 0.25, records: 100 });
});

it('what is said of files before their bytes are read counts for nothing', async () => {
  const rows = Array.from({ length: 300 }, (_, n) => `${n}.png,ant\n`).join('');
  const pictures = Array.from({ length: 300 }, (_, n) => [`${n}.png`, Buffer.from('x')] as const);
  const files = [
    ['readme.md', Buffer.from('x')],
    ['metadata.csv', Buffer.from(`file_name,label\n${rows}`)],
  ] as const;
  const { share } = await read('image-folder', bytesInput('insects.zip', zipOf([...files, ...pictures])));
  expect(share).toBe(1);
});

it('a file that ends where the time does is known whole', async () => {
  const pictures = (count: number) =>
    zipOf(Array.from({ length: count }, (_, n) => [`ant/${n}.png`, Buffer.from('x')] as const));
  const of = (count: number) => read('image-folder', bytesInput('ants.zip', pictures(count)));
  expect(await of(100)).toMatchObject({ isWhole: true, share: 1, read: 100 });
  expect(await of(101)).toMatchObject({ isWhole: false, read: 100 });
});
