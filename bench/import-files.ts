import { createWriteStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';
import { zipOf } from '../e2e/zip.ts';
import { DATA } from './data.ts';

/** A file to import, as it is written into the inbox, and the project that it makes. */
export interface BroughtFile {
  name: string;
  records: number;
  bytes(): Iterable<Uint8Array>;
  project: object;
  how: object;
}

const AT_ONCE = 1_000;
const WORDS = 'the market report of today names a river and some friends who walk along an old bridge in spring'.split(
  ' ',
);
const COLUMNS = { id: 'id', title: 'text', body: 'text', label: 'label' };
const task = { kind: 'single_choice' };

/** A table of two columns of text, a label and an id, each row another one. */
export const madeUp = (records: number): BroughtFile => ({
  name: 'made-up.csv',
  records,
  *bytes() {
    yield Buffer.from('id,title,body,label\n');
    for (let start = 0; start < records; start += AT_ONCE) {
      const rows = Array.from({ length: Math.min(AT_ONCE, records - start) }, (_, at) => rowOf(start + at));
      yield Buffer.from(rows.join(''));
    }
  },
  project: { recordKind: 'text', task, holdout: 1_000 },
  how: { labels: 'key', newClasses: true, options: { columns: COLUMNS } },
});

function rowOf(n: number) {
  const body = Array.from({ length: 20 }, (_, at) => WORDS[(n * 7 + at * (1 + (n % 5))) % WORDS.length]).join(' ');
  return `row-${n},Report ${n},"On day ${n}, ${body}",${['world', 'sports', 'business', 'science'][n % 4]}\n`;
}

/** News in English, where the set is there; else made-up ones. */
export function news(records: number): BroughtFile {
  const file = join(DATA, 'ag-news', 'train.tsv.gz');
  if (!existsSync(file)) return madeUp(records);
  const lines = gunzipSync(readFileSync(file)).toString().split('\n').slice(0, records);
  return {
    ...{ name: 'news.tsv', records, bytes: () => [Buffer.from(`label\ttext\n${lines.join('\n')}\n`)] },
    project: { recordKind: 'text', task, holdout: 500 },
    how: { labels: 'key', newClasses: true, options: { columns: { label: 'label', text: 'text' }, delimiter: '\t' } },
  };
}

/** Photos of ants and bees in a ZIP; null where the set is not there. */
export function photos(): BroughtFile | null {
  const folder = join(DATA, 'hymenoptera');
  if (!existsSync(folder)) return null;
  const files = ['train', 'val'].flatMap((split) =>
    readdirSync(join(folder, split)).flatMap((label) =>
      readdirSync(join(folder, split, label)).map(
        (name) => [`${label}/${split}-${name}`, join(folder, split, label, name)] as const,
      ),
    ),
  );
  return {
    ...{ name: 'photos.zip', records: files.length },
    bytes: () => [zipOf(files.map(([name, path]) => [name, readFileSync(path)] as const))],
    project: { recordKind: 'image', task, holdout: 50 },
    how: { labels: 'key', newClasses: true },
  };
}

export const write = (path: string, { bytes }: BroughtFile) =>
  pipeline(Readable.from(bytes(), { objectMode: true }), createWriteStream(path));
