import { many } from '@querent/contracts';
import { attemptTo } from '../attempt.js';
import { CsvOptions } from '../csv/csv-options.js';
import { isZip } from '../folders/zip.js';
import { FormatError } from '../format-error.js';
import { type Imported, type ImportedRecord, isNotice, isRejected, type Rejected } from '../imported.js';
import { defineImporter, type Look } from '../importer.js';
import { contentOf } from '../npy/content-of.js';
import { type NpyArray, openNpy } from '../npy/rows.js';
import { imageOf } from '../record-line.js';
import { tableBeside } from '../tables/beside.js';
import { arrayAndTable } from '../vectors-folder/array-and-table.js';

const PLAN = { readImage: (value: string) => imageOf(value, ''), isBeside: true } as const;

export const vectorsFolder = defineImporter({
  id: 'vectors-folder',
  title: 'Vectors with a table',
  description:
    'A folder or a ZIP with an array of NumPy and a table: row by row, the table has the ids, labels and texts of the vectors.',
  source: 'numpy.lib.format, NEP 1; RFC 4180',
  extensions: ['zip'],
  mediaTypes: ['application/zip'],
  takes: 'folder',
  options: CsvOptions,
  detect: (head) => (isZip(head) ? 0.3 : 0),
  async look(folder, options) {
    const { array, table, rejected, notices } = await arrayAndTable(folder);
    const { dtype, shape } = await openNpy(array, options.mostBytes);
    const look = await lookBeside(table.name, await tableBeside(table.name).look(table, options));
    const refused = rejected.map(({ place, reason }) => ({ place, notice: reason }));
    const notice = `An array of ${shape.join(' × ')} values of the type ${dtype}.`;
    return { ...look, notices: [{ place: array.name, notice }, ...refused, ...notices, ...look.notices] };
  },
  async *read(folder, options) {
    const { array: file, table, rejected, notices } = await arrayAndTable(folder);
    yield* rejected;
    yield* notices;
    const array = await openNpy(file, options.mostBytes);
    const { look, read } = tableBeside(table.name);
    const { columns } = options.columns
      ? { columns: options.columns }
      : columnsOf(await lookBeside(table.name, await look(table, options)));
    yield* joined(array, read(table, { ...options, columns }, PLAN), { array: file.name, table: table.name });
  },
});

/** The vectors come from the array: a list or a picture in the table is kept beside them. */
async function lookBeside(name: string, look: Look): Promise<Look> {
  const columns = look.columns.map(({ role, ...rest }) => ({
    ...rest,
    role: role === 'vector' || role === 'image' ? ('metadata' as const) : role,
  }));
  const notices = look.notices.map(({ place, notice }) => ({ place: `${name}, ${place}`, notice }));
  return { ...look, notices, columns, options: { ...look.options, ...columnsOf({ columns }) } };
}

const columnsOf = ({ columns }: Pick<Look, 'columns'>) => ({
  columns: Object.fromEntries(columns.map(({ name, role }) => [name, role])),
});

/** Each row of the array with the row of the table in the same place, also where that cannot be read. */
async function* joined(
  array: NpyArray,
  rows: AsyncIterable<Imported>,
  names: { array: string; table: string },
): AsyncGenerator<Imported> {
  const vectors = array.rows();
  try {
    let count = 0;
    for await (const item of rows) {
      const place = `${names.table}, ${item.place}`;
      if (isNotice(item)) {
        yield { ...item, place };
        continue;
      }
      const { done, value } = await vectors.next();
      if (done)
        return yield unequal(place, `${names.array} ends after ${many(count, 'row')}, and ${names.table} goes on`);
      count++;
      yield isRejected(item) ? { ...item, place } : withVector({ ...item, place }, array, value);
    }
    const { done } = await vectors.next();
    if (!done)
      yield unequal(
        `${names.array}, row ${count + 1}`,
        `${names.table} ends after ${many(count, 'row')}, and ${names.array} goes on`,
      );
  } finally {
    await vectors.return(undefined);
  }
}

function withVector(record: ImportedRecord, array: NpyArray, values: (number | string)[]): ImportedRecord | Rejected {
  const read = attemptTo(record.place, () => contentOf(array, values));
  if ('reason' in read) return read;
  const content = read.value;
  if (content.kind === 'vector') return { ...record, content: { ...record.content, ...content } };
  throw new FormatError('not_this_format', 'The array holds texts and no numbers. Put its texts into the table.');
}

const unequal = (place: string, what: string): Rejected => ({
  place,
  code: 'rows_differ',
  reason: `${what}: they do not belong together row by row. Give both as many rows; the first line of the table is its heading.`,
});
