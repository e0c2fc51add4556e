import { z } from 'zod';
import { headOf } from '../bytes/head-of.js';
import { peek } from '../bytes/peek.js';
import { toUtf8 } from '../bytes/to-utf8.js';
import { FormatError } from '../format-error.js';
import type { Noticed } from '../imported.js';
import { defineImporter } from '../importer.js';
import type { FileInput } from '../input.js';
import { ItemSplitter } from '../json/items.js';
import { JsonOptions } from '../json/json-options.js';
import { type JsonSource, jsonRecords } from '../json/json-records.js';
import { type Lists, listsIn } from '../json/lists-in.js';
import { lookAtJson } from '../json/look-at-json.js';

/** So much of a file is looked through for the list of its records. */
const HEAD = 2 ** 18;

const Options = JsonOptions.extend({
  path: z
    .string()
    .default('')
    .describe(
      'Where the list is, if the file is an object: its key, or keys with dots between them. Left out, it is found',
    ),
});
type Options = z.infer<typeof Options>;

async function* sources(input: FileInput, options: Options): AsyncGenerator<JsonSource> {
  const { head, rest } = await peek(toUtf8(input.open(), options.encoding), HEAD);
  const lists = listsIn(head);
  const splitter = new ItemSplitter(pathIn(lists, options.path), options.mostBytes);
  try {
    for await (const chunk of rest) {
      for (const { number, line, bytes } of splitter.push(chunk)) {
        yield { place: line === 1 ? `record ${number}` : `record ${number}, line ${line}`, bytes };
      }
    }
    splitter.end();
  } catch (error) {
    throw error instanceof FormatError && error.code === 'not_a_list_of_objects' ? withLists(error, lists) : error;
  }
}

const asName = (path: readonly string[]) => path.join('.');
const named = (paths: readonly string[][]) => paths.map((path) => `"${asName(path)}"`).join(', ');

/** The keys that lead to the records. @throws not_a_list_of_objects where none is told and there is not just one list */
function pathIn(lists: Lists | null, told: string): string[] {
  if (told === '') {
    const [first, ...others] = lists?.paths ?? [];
    if (others.length > 0) throw new FormatError('not_a_list_of_objects', SEVERAL(named(lists!.paths)));
    if (lists && !first) throw lists.refusal;
    return first ?? [];
  }
  const [path, ...others] = lists?.paths.filter((keys) => asName(keys) === told) ?? [];
  if (path && others.length > 0)
    throw new FormatError(
      'not_a_list_of_objects',
      `Two lists of the file are called "${told}". Rename the key of one.`,
    );
  return path ?? told.split('.');
}

const SEVERAL = (names: string) => `The file is an object with lists in it. Say which holds the records: ${names}.`;

const withLists = (error: FormatError, lists: Lists | null) =>
  lists && lists.paths.length > 0
    ? new FormatError('not_a_list_of_objects', `${error.message} There are lists under ${named(lists.paths)}.`)
    : error;

/** The likeliest list, where none is told, and what to know of the others. */
async function found(input: FileInput, options: Options): Promise<{ path: string; notices: Noticed[] }> {
  const { paths } = listsIn(await headOf(toUtf8(input.open(), options.encoding), HEAD)) ?? { paths: [] };
  const [first, ...others] = paths;
  const path = options.path || (first ? asName(first) : '');
  if (!first || others.length === 0 || path !== asName(first)) return { path, notices: [] };
  const notice = `The records are those of the list under "${path}". There ${others.length === 1 ? 'is a list' : 'are lists'} under ${named(others)} too: if it holds the records, say so where it is told how the file is read.`;
  return { path, notices: [{ place: 'file', notice }] };
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
    const { path, notices } = await found(input, options);
    const told = { ...options, path };
    const look = await lookAtJson(sources(input, told), told);
    return { ...look, notices: [...notices, ...look.notices] };
  },
  read: (input, options) => jsonRecords(sources(input, options), options),
});
