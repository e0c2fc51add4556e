import { FormatError } from '../format-error.js';
import type { FileInput, FolderInput, Input } from '../input.js';
import { contentsOf, namesOf } from './contents.js';
import { isArchive } from './is-archive.js';
import { zipFolder } from './zip.js';

interface Taker {
  takes: Input['kind'];
  /** Of the names of its files, without the dot. */
  extensions: readonly string[];
}

/**
 * An input as an importer takes it: an archive is a folder, read without unpacking it, and a folder or an archive with one file
 * that the importer is for is that file.
 *
 * @throws not_this_format, empty_file, truncated
 */
export async function sourceOf(taker: Taker, input: Input): Promise<Input> {
  if (taker.takes === 'folder') return input.kind === 'file' ? zipFolder(input) : input;
  if (input.kind === 'folder') return fileIn(input, taker);
  return (await isArchive(input)) ? fileIn(zipFolder(input), taker) : input;
}

async function fileIn(folder: FolderInput, { extensions }: Taker): Promise<FileInput> {
  const { files, tables, arrays, rejected } = await contentsOf(folder);
  const readable = [...tables, ...arrays];
  const fitting = readable.filter(({ name }) => extensions.some((end) => name.toLowerCase().endsWith(`.${end}`)));
  // The content decides, not the name: the only file there is may be called otherwise.
  const [file, ...others] = fitting.length > 0 ? fitting : readable;
  if (file && others.length === 0) return file;
  if (file)
    throw new FormatError(
      'not_this_format',
      `There are several files in it: ${namesOf([file, ...others])}. Bring them one by one, or join them into one.`,
    );
  if (files.length + rejected.length === 0) throw new FormatError('empty_file', 'There are no files in it.');
  throw new FormatError('not_this_format', `There is no file of this format in it, but ${namesOf(files)}.`);
}
