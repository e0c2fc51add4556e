import { contentsOf } from '../folders/contents.js';
import { FormatError } from '../format-error.js';
import type { Noticed, Rejected } from '../imported.js';
import type { FileInput, FolderInput } from '../input.js';

const TABLE = /\.(?:csv|tsv|jsonl)$/i;
/** Who brings them takes them for pictures: they are counted among what is left out. */
const DRAWING = /\.svgz?$/i;
const METADATA = /(?:^|\/)metadata\.(?:csv|jsonl)$/i;
export interface Files {
  pictures: Map<string, FileInput>;
  /** Those that say what the pictures are. */
  tables: FileInput[];
  rejected: Rejected[];
  notices: Noticed[];
}

/** What lies in a folder of pictures. @throws empty_file, image_missing */
export async function collectFiles(folder: FolderInput): Promise<Files> {
  const { files, pictures, rejected } = await contentsOf(folder);
  if (files.length + rejected.length === 0) throw new FormatError('empty_file', 'There are no files in it.');
  const tables = tablesAmong(files);
  if (pictures.length + rejected.length === 0) throw new FormatError('image_missing', 'There are no pictures in it.');
  const used = new Set([...pictures, ...tables]);
  const others = files.filter((file) => !used.has(file));
  const isDrawing = ({ name }: FileInput) => DRAWING.test(name);
  return {
    pictures: new Map(pictures.map((file) => [file.name, file])),
    tables,
    rejected: [...rejected, ...others.filter(isDrawing).map(drawingAt)],
    notices: others
      .filter((file) => !isDrawing(file))
      .map(({ name }) => ({ place: name, notice: 'It is no picture, and is left out.' })),
  };
}

const drawingAt = ({ name }: FileInput): Rejected => ({
  ...{ place: name, code: 'not_a_picture' },
  reason: 'It is a drawing (SVG), not a picture of pixels. Save it as PNG, and bring that.',
});

/** Those called metadata; without any, the only table there is. */
function tablesAmong(files: FileInput[]): FileInput[] {
  const called = files.filter(({ name }) => METADATA.test(name));
  const any = files.filter(({ name }) => TABLE.test(name));
  return called.length > 0 || any.length !== 1 ? called : any;
}
