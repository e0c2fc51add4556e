import { type Imported, type ImportedRecord, isRecord } from '@querent/formats';

/** Records of a batch at most, where somebody sends them: what has come is kept soon. */
export const BATCH = 500;
/** Of a file that lies here. */
export const LARGE_BATCH = 2_500;
/** Pictures of a batch whose bytes may be in memory. */
export const PICTURES = 25;
/** Those of the first batch of a file, which shows soon that something comes: decoding 25 large ones can take a minute. */
export const FIRST_PICTURES = 3;
/** Letters of a batch, roughly: they are in memory. */
const LETTERS = 4_000_000;

interface Most {
  records: number;
  pictures: number;
  /** Of the first batch; each has twice as many as the one before. Left out, all have as many. */
  firstPictures?: number;
}

/** What comes, in batches that memory bears; none is empty. */
export async function* batchesOf(items: AsyncIterable<Imported>, most: Most): AsyncGenerator<Imported[]> {
  let [batch, pictures, letters]: [Imported[], number, number] = [[], 0, 0];
  let mostPictures = most.firstPictures ?? most.pictures;
  for await (const item of items) {
    batch.push(item);
    if (isRecord(item)) {
      letters += lettersOf(item);
      if (hasPicture(item)) pictures++;
    }
    if (batch.length < most.records && pictures < mostPictures && letters < LETTERS) continue;
    yield batch;
    if (pictures > 0) mostPictures = Math.min(2 * mostPictures, most.pictures);
    [batch, pictures, letters] = [[], 0, 0];
  }
  if (batch.length > 0) yield batch;
}

const hasPicture = ({ content }: ImportedRecord) =>
  content.kind === 'image' || (content.kind === 'vector' && content.image !== undefined);

/** Of a number as many as it takes in JSON. */
const NUMBER = 16;

function lettersOf({ content, metadata }: ImportedRecord): number {
  const beside = valuesLength(Object.values(metadata));
  if (content.kind === 'text') return beside + content.text.length;
  if (content.kind === 'row') return beside + valuesLength(content.values.map(([, value]) => value));
  if (content.kind === 'vector') return beside + content.values.length * NUMBER + (content.text?.length ?? 0);
  return beside;
}

const valuesLength = (values: unknown[]) =>
  values.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : NUMBER), 0);
