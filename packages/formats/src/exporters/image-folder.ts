import { createReadStream } from 'node:fs';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeZip } from 'client-zip';
import { tableWriter, textOf } from '../csv/write-table.js';
import type { Exporter, Layout, OutgoingRecord } from '../exporter.js';
import { endingOf, fileNames } from '../folders/file-names.js';

const TABLE = 'metadata.csv';
/** Rows that are written at once. */
const ROWS = 200;
/** Where the label is no single class. */
const ALL = 'pictures';
/** Where there is no label. */
const NONE = '_unlabelled';

export const imageFolder: Exporter = {
  id: 'image-folder',
  title: 'Pictures in folders',
  description:
    'A ZIP of the pictures, those of a class in its folder, with a table beside them. Where an answer is no single class, all lie in one folder and the table says what was answered.',
  extension: 'zip',
  mediaType: 'application/zip',
  takes: ['image'],
  async *write(records, layout) {
    // The table says what files are called as they come, and a ZIP takes one file after the other: it waits on disk.
    const folder = await mkdtemp(join(tmpdir(), 'querent-export-'));
    const files = filesOf(records, { ...layout, hasPictures: false }, join(folder, TABLE));
    try {
      // Whoever has enough ends the records below: the library would throw into them.
      yield* makeZip(files).values({ preventCancel: true });
    } finally {
      await files.return();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

interface ZipFile {
  name: string;
  input: Uint8Array<ArrayBuffer> | AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/** The pictures, and the table at the end. */
async function* filesOf(
  records: AsyncIterable<OutgoingRecord>,
  layout: Layout,
  tablePath: string,
): AsyncGenerator<ZipFile, void, undefined> {
  const nameFor = fileNames();
  let path = '';
  const table = tableWriter(layout, () => path);
  let rows = [table.heading];
  const keep = async () => {
    await appendFile(tablePath, textOf(rows));
    rows = [];
  };
  for await (const record of records) {
    if (record.content.kind !== 'image') continue;
    const bytes = Uint8Array.from(await record.content.read());
    path = nameFor(folderOf(record, layout), record.content.name, endingOf(bytes));
    yield { name: path, input: bytes };
    rows.push(await table.row(record));
    if (rows.length >= ROWS) await keep();
  }
  await keep();
  yield { name: TABLE, input: createReadStream(tablePath) };
}

function folderOf({ label }: OutgoingRecord, { isByClass }: Layout): string {
  if (!isByClass) return ALL;
  return typeof label === 'string' ? label : NONE;
}
