import { type RecordContent, recordKindOf, type SurveyRecord } from '@querent/contracts';
import type { RecordContent as EncoderContent } from '@querent/core/encoders';
import { FormatError, type ImportedRecord, type UnverifiedImage } from '@querent/formats';
import { DomainError } from '../errors.js';
import { contentOf, recordKinds } from '../records/kinds/index.js';
import { loadImages } from '../records/kinds/load-images.js';
import { decodePicture } from '../records/kinds/picture.js';
import type { Coming } from './tally-file.js';

const SHOWN = 20;
const SIDE = 256;
/** Pictures that are decoded at the same time. */
const AT_ONCE = 4;

export interface Shown {
  records: SurveyRecord[];
  /** As encoders read them: what features are proposed by. */
  contents: EncoderContent[];
  /** Whose picture cannot be read. */
  refused: { record: ImportedRecord; reason: string }[];
  /** Records that were read for it. */
  looked: number;
}

const NOWHERE = {
  put: async () => '',
  get: async (): Promise<Uint8Array> => {
    throw new Error('A survey stores nothing.');
  },
};

/**
 * The first records as they would come in.
 *
 * @param labelOf in words
 * @param deadlineMs of `performance.now()`: until then pictures are decoded, of which a few are shown in any case
 */
export async function showRecords(
  sample: readonly Coming[],
  labelOf: (label: unknown) => string | null,
  deadlineMs: number,
): Promise<Shown> {
  const shown: Shown = { records: [], contents: [], refused: [], looked: 0 };
  for (let start = 0; start < sample.length; start += AT_ONCE) {
    const part = sample.slice(start, start + AT_ONCE);
    const hasPictures = part.some(({ kept }) => kept === null);
    if (hasPictures && (start >= SHOWN || (start > 0 && performance.now() > deadlineMs))) break;
    const read = await Promise.all(part.map(async (coming) => ({ coming, own: await readOne(coming) })));
    shown.looked += read.length;
    for (const { coming, own } of read) {
      if ('reason' in own) shown.refused.push({ record: coming.record, ...own });
      else {
        shown.contents.push(own.encoded);
        if (shown.records.length < SHOWN) shown.records.push(toRecord(coming, own.content, labelOf));
      }
    }
  }
  return shown;
}

interface Read {
  content: RecordContent;
  encoded: EncoderContent;
}

async function readOne({ record, kept }: Coming): Promise<Read | { reason: string }> {
  const { kind } = record.content;
  if (!kept) return withPicture(record);
  const row = { id: record.place, ...kept };
  return { content: contentOf(kind, row), encoded: await recordKinds[kind].read(row, NOWHERE) };
}

/** A record with its picture, small; or why it would be refused. */
async function withPicture({ content, place }: ImportedRecord): Promise<Read | { reason: string }> {
  try {
    const picture = await decodePicture(await pictureOf(content).read());
    const url = await (await loadImages()).thumbnailOf(picture, SIDE);
    const { width, height } = picture;
    if (content.kind !== 'vector') return { content: { kind: 'image', url, width, height }, encoded: picture };
    const { image: _, ...bare } = content;
    const { shape: __, ...kept } = await recordKinds.vector.take(bare, null, NOWHERE);
    const row = { id: place, ...kept };
    const view = contentOf('vector', row);
    return {
      content: view.kind === 'vector' ? { ...view, imageUrl: url } : view,
      encoded: await recordKinds.vector.read(row, NOWHERE),
    };
  } catch (error) {
    if (error instanceof FormatError) return { reason: error.message };
    if (error instanceof DomainError && error.code === 'invalid_input') return { reason: error.detail };
    throw error;
  }
}

/** Of content that `Coming` says has one. */
function pictureOf(content: ImportedRecord['content']): UnverifiedImage {
  if (content.kind === 'image') return content;
  if (content.kind === 'vector' && content.image) return content.image;
  throw new Error(`A record of the kind ${content.kind} has no picture.`);
}

function toRecord(
  { record }: Pick<Coming, 'record'>,
  content: RecordContent,
  labelOf: (label: unknown) => string | null,
): SurveyRecord {
  const { place, externalId, name, label, split } = record;
  const own = record.content.kind === 'image' && record.content.name !== '' ? record.content.name : undefined;
  return {
    ...{ place, externalId, name: name ?? own ?? externalId ?? place },
    content: recordKindOf(content.kind).shorten(content),
    label: label === undefined || label === null ? null : labelOf(label),
    split: split ?? null,
  };
}
