import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { file } from '../collect.contract.js';
import { getImporter } from '../registry.js';
import { guessEncoding } from './guess-encoding.js';

/** Bytes that look like chance and are the same at each run. */
const chance = (count: number) =>
  Buffer.concat(
    Array.from({ length: Math.ceil(count / 32) }, (_, at) => createHash('sha256').update(`${at}`).digest()),
  ).subarray(0, count);
const bytes = (latin1: string) => Buffer.concat([Buffer.from(latin1, 'latin1'), chance(500)]);

it.each<[string, Uint8Array, RegExp]>([
  [
    'chance',
    chance(60_000),
    /^a\.csv is no text, so no table: its bytes stand for no letters\..*encrypted.*save the table as CSV/,
  ],
  ['a little of it', chance(200), /^a\.csv is no text/],
  ['nothing but zeros', Buffer.alloc(3_000), /^a\.csv is no text/],
  ['a sound', bytes('ID3\x04\x00'), /of the type mp3 \(audio\/mpeg\)\..*save the records as CSV/],
  ['a film', bytes('\0\0\0\x18ftypisom'), /of the type mp4 \(video\/mp4\)/],
  ['another film', bytes('\0\0\0\x20ftypisom'), /of the type mp4/],
  ['a program', bytes('MZ\x90\0'), /of the type exe\./],
])('%s that is called a table is refused as no text, with what it looks like and what to do', async (_, head, said) => {
  expect(() => guessEncoding(head, 'a.csv')).toThrow(said);
  await expect(getImporter('csv').look(file(head, 'a.csv'), {})).rejects.toMatchObject({ code: 'not_this_format' });
});

it.each<[string, Uint8Array, string]>([
  [
    'in windows-1252',
    Buffer.from('name;ort\nM\xfcller;K\xf6ln\nStra\xdfe;Gr\xfc\xdfe\n'.repeat(20), 'latin1'),
    'iso-8859-1',
  ],
  ['with cells between controls', Buffer.from('id\x01text\n1\x01Grüße\n2\x01Ähre\n'), 'utf-8'],
  ['with a zero in it', Buffer.from('id,text\n1,a\0b\n2,c\n'), 'utf-8'],
])('a text %s is one', (_, head, encoding) => {
  expect(guessEncoding(head, 'a.csv').encoding).toBe(encoding);
});

it('a text of two bytes a letter is told by its zeros, also where it begins with letters beyond ASCII', async () => {
  const text = 'текст,класс\nПривет,да\nПока,нет\n';
  const little = Buffer.from(text, 'utf16le');
  const big = Buffer.from(little).swap16();
  for (const [head, encoding] of [
    [little, 'utf-16le'],
    [big, 'utf-16be'],
  ] as const) {
    expect(guessEncoding(head, 'a.csv')).toEqual({ encoding, isSure: false });
    const { columns, notices } = await getImporter('csv').look(file(head, 'a.csv'), {});
    expect(columns.map(({ name }) => name)).toEqual(['текст', 'класс']);
    expect(notices[0]!.notice).toMatch(/say which encoding/);
  }
});
