import { zipOf } from '@querent/testing/zip-of';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { notesOfRow, noticeInWords, noticesOfRow, withNotices } from './notices.js';
import { setUpUploads } from './uploading.contract.js';

const { make, run, upload } = setUpUploads();

it('the same notice of many places is one, with the first of them, however many come between', () => {
  const left = 'It is no picture, and is left out.';
  let kept = withNotices(
    [],
    Array.from({ length: 62 }, (_, n) => ({ place: `${n}.txt`, notice: left })),
  );
  kept = withNotices(kept, [
    { place: 'file', notice: 'The text is read as UTF-8.' },
    { place: 'last.txt', notice: left },
  ]);
  expect(kept.map(noticeInWords)).toEqual([`0.txt, 1.txt, 2.txt and 60 more: ${left}`, 'The text is read as UTF-8.']);
  const many = withNotices(
    kept,
    Array.from({ length: 90 }, (_, n) => ({ place: `line ${n}`, notice: `Notice ${n}.` })),
  );
  expect(many).toHaveLength(20);
  expect(notesOfRow(JSON.parse(JSON.stringify(['A sentence.', ...many])))[1]).toBe(noticeInWords(many[0]!));
  expect(noticesOfRow(['A sentence.'])).toEqual(['A sentence.']);
});

it('an import says it once of all its batches', async () => {
  const pictures = await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      sharp({ create: { width: 4, height: 4, channels: 3, background: { r: n, g: 9, b: 99 } } })
        .png()
        .toBuffer(),
    ),
  );
  const files = [
    ...pictures.map((bytes, n) => [`${n % 2 ? 'a' : 'b'}/${n}.png`, bytes] as const),
    ...Array.from({ length: 63 }, (_, n) => [`a/notes ${n}.txt`, 'None of the data.'] as const),
  ];
  const { id } = await make(await upload('p.zip', zipOf(files)), { project: { recordKind: 'image' } });
  const { added, notes } = await run(id);
  expect(added).toBe(30);
  expect(notes).toEqual([
    'a/notes 0.txt, a/notes 1.txt, a/notes 10.txt and 60 more: It is no picture, and is left out.',
  ]);
});
