import { attemptTo } from '../attempt.js';
import { splitOf } from '../columns/cells.js';
import type { Imported, ImportedRecord } from '../imported.js';
import type { Files } from './collect-files.js';
import { pictureOf } from './picture.js';

/**
 * The class of a picture is the folder it lies in: the first below the root, and below that of the split where all lie
 * in splits. A folder around everything is the root.
 */
export function* byFolder({ pictures }: Files, hasLabels: boolean, most: number): Generator<Imported> {
  const root = rootOf([...pictures.keys()]);
  const paths = [...pictures.keys()].map((name) => name.slice(root.length).split('/'));
  const hasSplits = paths.every(([first, ...below]) => below.length > 0 && isSplit(first!));
  for (const [place, file] of pictures) {
    const externalId = place.slice(root.length);
    const folders = externalId.split('/').slice(0, -1);
    const split = hasSplits ? splitOf('folder', folders.shift()) : null;
    const [label] = folders;
    if (hasLabels && label === undefined) yield { place, notice: 'It lies in no folder of a class: it has no answer.' };
    yield {
      place,
      externalId,
      content: { kind: 'image', ...pictureOf(file, most) },
      ...(hasLabels && label !== undefined ? { label } : {}),
      split,
      metadata: {},
    } satisfies ImportedRecord;
  }
}

/** The folder around everything, if classes or splits lie in it. */
function rootOf(names: string[]): string {
  const [first = ''] = names;
  const root = first.slice(0, first.indexOf('/') + 1);
  const isRoot = names.every((name) => name.startsWith(root) && name.slice(root.length).includes('/'));
  return isRoot && root !== '' && !isSplit(root.slice(0, -1)) ? root : '';
}

const isSplit = (folder: string) => 'value' in attemptTo('', () => splitOf('folder', folder));
