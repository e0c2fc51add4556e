import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ColumnRole } from '@querent/contracts';
import { describe, expect, it } from 'vitest';
import { chooseImporters } from './choose-importers.js';
import { collect } from './collect.contract.js';
import { diskFile, diskFolder } from './folders/disk.js';
import { FormatError } from './format-error.js';
import { bytesInput } from './input.js';

const data = process.env.QUERENT_DATA ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const formats = join(data, 'formats');
const FOLDERS = ['csv', 'json', 'npy', 'zip', 'folder'];
/** Files of these folders that other readers than these are for. */
const OTHERS = ['npy/set.npz'];

/** What a file must give, as the people who collected these files wrote it down. */
interface Expectation {
  options?: {
    id?: string;
    text?: string;
    image?: string;
    label?: string | string[];
    path?: string;
    label_separator?: Record<string, string>;
    one_hot?: Record<string, string>;
  };
  outcome: 'accept' | 'partial' | 'refuse';
  records: number;
  detect?: { encoding: string; delimiter: string };
  sample?: { record: number | string; data: Record<string, unknown> }[];
  annotations?: { record: number | string; control: string; value: string[] }[];
  array?: { first?: unknown };
  rejected?: { line?: number; entry?: string; reason: string }[];
}

/** Words of the expectation, and ours for the same: of half a surrogate pair, and of a list that is cut off. */
const SAME: Record<string, string> = { missing_text: 'missing_content' };
const SAME_IN: Record<string, Record<string, string>> = {
  'json/lines-broken.jsonl': { bad_encoding: 'unstorable_character' },
  'json/truncated.json': { bad_json: 'truncated' },
};
/** Told by the database, which knows the other records, and by the decoder, when a picture is read. */
const LATER = ['duplicate_id', 'archive_bomb'];

const cases = existsSync(formats)
  ? FOLDERS.flatMap((folder) =>
      readdirSync(join(formats, folder))
        .filter((name) => name.endsWith('.expected.json'))
        .map((name) => `${folder}/${name.replace('.expected.json', '')}`)
        .filter((name) => !OTHERS.includes(name)),
    )
  : [];

const wordFor = (name: string, reason: string) => SAME_IN[name]?.[reason] ?? SAME[reason] ?? reason;

async function read(name: string, { options = {} }: Expectation, label: string | undefined) {
  const path = join(formats, name);
  const isFolder = name.startsWith('folder/');
  const input = isFolder ? diskFolder(path) : await diskFile(path);
  const [importer] = await chooseImporters(input);
  const columns: [string | undefined, ColumnRole][] = [
    [options.id, 'id'],
    [options.text, 'text'],
    [options.image, 'image'],
    [importer.id === 'image-folder' ? undefined : label, 'label'],
    ...Object.values(options.one_hot ?? {}).flatMap((prefix) =>
      ['billing', 'delivery', 'praise'].map((name): [string, ColumnRole] => [`${prefix}${name}`, 'flag']),
    ),
  ];
  const named = columns.filter(([column]) => column !== undefined);
  return collect(importer, input, {
    ...(named.length > 0 ? { columns: Object.fromEntries(named) } : {}),
    ...(options.path ? { path: options.path } : {}),
    ...(label && options.label_separator ? { labelSeparator: options.label_separator[label] } : {}),
  });
}

const missing = cases.length === 0 ? `: skipped, for ${formats} is not there` : '';

describe.skipIf(cases.length === 0)(`the files of neighbours${missing}`, () => {
  it.each(cases)('%s comes in as it must', async (name) => {
    const expected: Expectation = JSON.parse(readFileSync(join(formats, `${name}.expected.json`), 'utf8'));
    const [label] = [expected.options?.label ?? []].flat();
    const wanted = (expected.rejected ?? []).filter(({ reason }) => !LATER.includes(reason));
    const result = await read(name, expected, label).catch((error) => {
      expect(error).toBeInstanceOf(FormatError);
      return error as FormatError;
    });

    if (result instanceof FormatError) {
      expect(expected.outcome).toBe('refuse');
      expect(wanted.map(({ reason }) => wordFor(name, reason))).toContain(result.code);
      return;
    }
    const { records, rejected } = result;
    for (const { line, entry, reason } of wanted) {
      const place = line === undefined ? entry!.replaceAll('\\', '/').replace('/u0000', '\\u0000') : `line ${line}`;
      const found = rejected.find((item) => item.place.includes(place) || item.reason.includes(place) || line === 1);
      expect(found && [place, found.code]).toEqual([place, wordFor(name, reason)]);
    }
    if (expected.outcome !== 'refuse') {
      const isExtra = ({ externalId }: (typeof records)[number]) => name.includes('lines-broken') && externalId === '1';
      const extras = Math.max(0, records.filter(isExtra).length - 1);
      const rejectedNumbers = rejected.filter(({ code }) => code === 'missing_number').length;
      const leftOut = name === 'zip/odd-names.zip' ? 1 : 0;
      expect(records.length - extras + rejectedNumbers + leftOut).toBe(expected.records);
    }
    for (const { record, data } of expected.sample ?? []) {
      const found = records.find(({ externalId, content }, i) =>
        expected.options?.id ? externalId === String(record) : (externalId ?? i) === record && content,
      );
      const text = data[expected.options?.text ?? ''];
      if (text !== undefined) expect(found?.content).toEqual({ kind: 'text', text });
    }
    const answers = (expected.annotations ?? []).filter(
      ({ control }) => !Array.isArray(expected.options?.label) || control === label,
    );
    for (const { record, value } of answers) {
      const found = records.find(
        ({ externalId }, i) => (externalId ?? i) === (externalId === null ? record : String(record)),
      );
      expect([record, found && [found.label].flat()]).toEqual([record, value]);
    }
    if (Array.isArray(expected.array?.first)) {
      const values = records.flatMap(({ content }): (number | string)[] => {
        if (content.kind === 'vector') return content.values;
        return content.kind === 'text' ? [content.text] : [];
      });
      const first = expected.array.first.map((value) => (typeof value === 'boolean' ? Number(value) : value));
      expect(values.slice(0, first.length)).toEqual(first);
    }
  });

  it.each(['utf8-bom-crlf', 'semicolon-lf', 'utf16le', 'gb18030'])(
    'one table comes in the same from %s.csv',
    async (name) => {
      const folder = join(data, 'cases/b07-csv-headings');
      const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
      const file = await diskFile(join(folder, `${name}.csv`));
      const [importer] = await chooseImporters(file);
      const look = await importer.look(file);
      expect(look.columns.map((column) => [column.name, column.role])).toEqual([
        [expected.columns[0], 'id'],
        [expected.columns[1], 'text'],
        [expected.columns[2], 'label'],
      ]);
      const { records, notices } = await collect(importer, file, look.options);
      expect(records.map(({ content }) => content)).toEqual(
        expected.texts.map((text: string) => ({ kind: 'text', text })),
      );
      expect(records.map(({ label }) => label)).toEqual(expected.labels);
      expect(notices).toEqual([{ place: records[3]!.place, notice: 'The text is empty.' }]);
    },
  );

  it('decimal commas are numbers, and thousands that a point parts', async () => {
    const file = await diskFile(join(formats, 'csv/notes-semicolon-cp1252.csv'));
    const [importer] = await chooseImporters(file);
    const look = await importer.look(file);
    expect(look.options).toMatchObject({ delimiter: ';', decimal: ',' });
    expect(look.columns.find(({ name }) => name === 'preis')?.role).toBe('number');
    const { records } = await collect(importer, file, look.options);
    expect(records.slice(0, 2).map(({ metadata }) => metadata.preis)).toEqual([12.5, 1234]);
  });

  it('a few words that come again beside a text are the label, whatever they are called, and nothing else is', async () => {
    const [heading = '', ...rows] = readFileSync(join(formats, 'csv/tickets.csv'), 'utf8').split(/\r?\n(?=\d|$)/);
    const rolesOf = async (names: string) => {
      const body = Array.from({ length: 5 }, () => rows.filter((row) => row !== '')).flat();
      const file = bytesInput('tickets.csv', Buffer.from([names, ...body].join('\n')));
      const { columns } = await (await chooseImporters(file))[0].look(file);
      return Object.fromEntries(columns.map(({ name, role }) => [name, role]));
    };
    expect(await rolesOf(heading.replace('topic', 'about'))).toMatchObject({ about: 'label', body: 'text' });
    expect(Object.values(await rolesOf(heading.replace('topic', 'source')))).not.toContain('label');
  });

  it('the path is the name of a picture where several folders have one of that name', async () => {
    const file = await diskFile(join(data, 'cases/b11-same-name/sets.zip'));
    const [importer] = await chooseImporters(file);
    const { records } = await collect(importer, file);
    const expected = JSON.parse(readFileSync(join(data, 'cases/b11-same-name/expected.json'), 'utf8'));
    expect(records.map(({ externalId }) => externalId).sort()).toEqual([...expected.names].sort());
  });
});
