import { z } from 'zod';
import { headOf } from '../bytes/head-of.js';
import { peek } from '../bytes/peek.js';
import { toUtf8 } from '../bytes/to-utf8.js';
import { FormatError } from '../format-error.js';
import { defineImporter } from '../importer.js';
import type { FileInput } from '../input.js';
import { ItemSplitter } from '../json/items.js';
import { JsonOptions } from '../json/json-options.js';
import { type JsonSource, jsonRecords } from '../json/json-records.js';
import { listsIn } from '../json/lists-in.js';
import { lookAtJson } from '../json/look-at-json.js';

const HEAD = 2 ** 16;

const Options = JsonOptions.extend({
  path: z
    .string()
    .default('')
    .describe('Where the list is, if the file is an object: its key, or keys with dots between them'),
});
type Options = z.infer<typeof Options>;

async function* sources(input: FileInput, { path, mostBytes, encoding }: Options): AsyncGenerator<JsonSource> {
  const { head, rest } = await peek(toUtf8(input.open(), encoding), HEAD);
  const lists = path === '' ? listsIn(head) : [];
  if (lists.length > 0) throw notTold(lists);
  const splitter = new ItemSplitter(path === '' ? [] : path.split('.'), mostBytes);
  for await (const chunk of rest) {
    for (const { number, line, bytes } of splitter.push(chunk)) {
      yield { place: line === 1 ? `record ${number}` : `record ${number}, line ${line}`, bytes };
    }
  }
  splitter.end();
}

const notTold = (lists: string[]) =>
  new FormatError(
    'not_a_list_of_objects',
    `The file is an object with lists in it. Say which holds the records: ${lists.map((key) => `"${key}"`).join(', ')}.`,
  );

/** The options, with the first list that the file holds where none is told. */
async function withPath(input: FileInput, options: Options): Promise<Options> {
  if (options.path !== '') return options;
  const head = await headOf(toUtf8(input.open(), options.encoding), HEAD);
  return { ...options, path: listsIn(head)[0] ?? '' };
}

export const json = defineImporter({
  id: 'json',
  title: 'JSON',
  description: 'A list of objects, or an object that holds one. Files of any length are read record by record.',
  source: 'RFC 8259',
  extensions: ['json'],
  mediaTypes: ['application/json'],
  takes: 'file',
  options: Options,
  detect: (head, name) => {
    const start = Buffer.from(head)
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .trimStart();
    const isNamed = /\.json$/i.test(name);
    if (start.startsWith('[')) return isNamed ? 0.9 : 0.5;
    return start.startsWith('{') ? (isNamed ? 0.6 : 0.3) : 0;
  },
  async look(input, options) {
    const told = await withPath(input, options);
    return lookAtJson(sources(input, told), told);
  },
  read: (input, options) => jsonRecords(sources(input, options), options),
});
