import { headOf } from './bytes/head-of.js';
import { type Contents, contentsOf, namesOf } from './folders/contents.js';
import { isArchive } from './folders/is-archive.js';
import { zipFolder } from './folders/zip.js';
import { FormatError } from './format-error.js';
import type { Importer } from './importer.js';
import type { FileInput, Input } from './input.js';
import { refuseByName } from './refuse-by-name.js';
import { getImporter, importers } from './registry.js';

/** So much of a file is looked at. */
const HEAD = 2 ** 16;

/**
 * The importers by which a file or a folder can be read, the likeliest first, by what is in it; by its name where that leaves
 * doubt.
 *
 * @param input whose beginning can be read again
 * @throws empty_file; not_this_format, which says what it is and what to do instead
 */
export async function chooseImporters(input: Input): Promise<[Importer, ...Importer[]]> {
  if (input.kind === 'folder') return ofFolder(await contentsOf(input));
  const head = await beginningOf(input);
  if (head.length === 0) throw new FormatError('empty_file', 'The file is empty.');
  refuseByName(head, input.name);
  if (await isArchive(input)) return ofFolder(await contentsOf(zipFolder(input)));
  return ofFile(head, input.name);
}

function ofFile(head: Uint8Array, name: string): [Importer, ...Importer[]] {
  refuseByName(head, name);
  const [best, ...others] = importers
    .filter(({ takes }) => takes === 'file')
    .map((importer) => ({ importer, sure: importer.detect(head, name) }))
    .filter(({ sure }) => sure > 0)
    .sort((a, b) => b.sure - a.sure)
    .map(({ importer }) => importer);
  if (best) return [best, ...others];
  throw new FormatError('not_this_format', `${name} is of no format that is known here. ${WHAT_TO_BRING}`);
}

const WHAT_TO_BRING =
  'Bring a table as CSV, records as JSON or JSONL, an array of NumPy (.npy), or a ZIP of pictures in a folder for each class.';

async function ofFolder({ files, pictures, tables, arrays, rejected }: Contents): Promise<[Importer, ...Importer[]]> {
  if (files.length + rejected.length === 0) throw new FormatError('empty_file', 'There are no files in it.');
  refuseDocuments(files);
  const [table, ...moreTables] = tables;
  const [array, ...moreArrays] = arrays;
  const ofTable = table && moreTables.length === 0 ? await ofFile(await beginningOf(table), table.name) : [];
  if (pictures.length > 0 || files.length === 0) return [getImporter('image-folder'), ...ofTable];
  if (array && moreArrays.length === 0 && ofTable.length > 0) {
    const [vectors, ...others] = [getImporter('vectors-folder'), ...ofTable];
    return [vectors!, ...others];
  }
  if (array && moreArrays.length === 0 && !table) return [getImporter('npy')];
  if (moreArrays.length > 0)
    throw new FormatError(
      'not_this_format',
      `There are several arrays in it: ${namesOf(arrays)}. Keep the one of the vectors, and put labels and ids into a CSV beside it, a row for each vector.`,
    );
  const [first, ...others] = ofTable;
  if (first) return [first, ...others];
  if (moreTables.length > 0)
    throw new FormatError(
      'not_this_format',
      `There are several tables in it: ${namesOf(tables)}. Bring them one by one, or join them into one.`,
    );
  throw new FormatError('not_this_format', `Nothing in it can be read: ${namesOf(files)}. ${WHAT_TO_BRING}`);
}

/** Spreadsheets and documents are ZIPs, whatever they are called. */
function refuseDocuments(files: readonly FileInput[]) {
  const beginning = Buffer.from('PK\x03\x04', 'latin1');
  const has = (folder: string) => files.some(({ name }) => name.startsWith(folder));
  if (!files.some(({ name }) => name === '[Content_Types].xml')) return;
  refuseByName(beginning, has('xl/') ? 'a.xlsx' : 'a.docx');
}

async function beginningOf(input: FileInput): Promise<Uint8Array> {
  if (input.size === 0) return new Uint8Array();
  return headOf(input.open(input.size === undefined ? undefined : { start: 0, end: Math.min(HEAD, input.size) }), HEAD);
}
