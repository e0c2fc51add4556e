import { zipOf } from '@querent/testing/zip-of';
import { expect, it } from 'vitest';
import { chooseImporters } from './choose-importers.js';
import { collect, file } from './collect.contract.js';
import type { Input } from './input.js';
import { getImporter } from './registry.js';
import { npyBytes } from './samples.contract.js';

const array = npyBytes('<f4', [2, 2], new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer));
const table = Buffer.from('id,label\na,x\nb,y\n');
const zip = (files: Record<string, Uint8Array>, name = 'a.zip') => file(zipOf(Object.entries(files)), name);
const chosen = async (input: Input) => (await chooseImporters(input)).map(({ id }) => id);

it.each<[string, Input, string[]]>([
  ['pictures', zip({ 'x/a.png': array }), ['image-folder']],
  ['pictures and a table', zip({ 'a.png': array, 'metadata.csv': table }), ['image-folder', 'csv']],
  ['an array and a table', zip({ 'v.npy': array, 'a.csv': table }), ['vectors-folder', 'csv']],
  ['an array', zip({ 'v.npy': array }), ['npy']],
  ['a table', zip({ 'deep/a.csv': table, 'README.md': table, '__MACOSX/._a.csv': array }), ['csv']],
  ['a table and a text', zip({ 'a.csv': table, 'readme.txt': table }), ['csv']],
  ['lines called a list', zip({ 'a.json': Buffer.from('{"text": "a"}\n{"text": "b"}\n') }), ['jsonl', 'json']],
])('a ZIP with %s is read by what is in it', async (_, input, ids) => {
  expect(await chosen(input)).toEqual(ids);
});

it('the one file of a ZIP is read in place, by every importer of files', async () => {
  const { records } = await collect(getImporter('csv'), zip({ 'deep/a.csv': Buffer.from('id,text\n1,one\n') }));
  expect(records).toMatchObject([{ place: 'line 2', externalId: '1', content: { kind: 'text', text: 'one' } }]);
  const vectors = await collect(getImporter('npy'), zip({ 'v.npy': array, 'notes.md': table }));
  expect(vectors.records.map(({ content }) => content)).toEqual([
    { kind: 'vector', values: [1, 2] },
    { kind: 'vector', values: [3, 4] },
  ]);
});

const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
it.each<[string, Input, RegExp]>([
  ['a Parquet file', file('PAR1 and more'), /Parquet.*CSV/],
  ['a spreadsheet by its name', zip({ 'xl/a.xml': table }, 'a.xlsx'), /spreadsheet.*CSV/],
  ['a spreadsheet by what is in it', zip({ '[Content_Types].xml': table, 'xl/a.xml': table }), /spreadsheet/],
  ['a document', zip({ '[Content_Types].xml': table, 'word/a.xml': table }), /document/],
  ['a pickle', file(Buffer.from('\x80\x04abc', 'latin1'), 'a.pkl'), /pickle.*numpy\.save/],
  ['an npz', zip({ 'X.npy': array, 'y.npy': array }, 'set.npz'), /several arrays.*numpy\.save/],
  ['several arrays', zip({ 'X.npy': array, 'y.npy': array }), /X\.npy, y\.npy.*CSV/],
  ['several tables', zip({ 'a.csv': table, 'b.csv': table }), /a\.csv, b\.csv.*one by one/],
  ['a picture alone', file(PNG, 'a.png'), /one picture.*ZIP/],
  ['gzip', file(Buffer.from('\x1f\x8b\x08', 'latin1'), 'a.csv.gz'), /gzip.*Unpack/],
  ['XML', file('<?xml version="1.0"?><a/>', 'a.csv'), /XML.*CSV/],
  ['a page', file('<html><body>', 'a.html'), /HTML/],
  ['nothing', file('', 'a.csv'), /empty/],
  ['a ZIP with nothing', zip({}), /no files/],
  ['a ZIP of others', zip({ 'a.md': table }), /a\.md/],
  ['bytes that say nothing', file(Buffer.of(1, 2, 3), 'a'), /no format/],
])('%s is refused by name, with what to do', async (_, input, words) => {
  await expect(chooseImporters(input)).rejects.toThrow(words);
});
