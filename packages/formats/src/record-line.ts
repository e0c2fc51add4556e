import { base64Of, GivenRecord, inWords, issueInWords } from '@querent/contracts';
import type { z } from 'zod';
import type { OutgoingRecord } from './exporter.js';
import { FormatError } from './format-error.js';
import type { ContentKind, PlainRecord, UnverifiedContent } from './imported.js';

/**
 * The record of one line.
 *
 * @throws missing_content, text_is_not_text, bad_value
 */
export function recordOf(value: unknown): PlainRecord {
  const { success, data: line, error } = GivenRecord.safeParse(value, { error: inWords });
  if (!success) throw refusalOf(error.issues[0]!);
  const content = contentOf(line);
  return {
    externalId: line.id ?? null,
    // A picture carries its own.
    ...(line.name === undefined || content.kind === 'image' ? {} : { name: line.name }),
    content,
    ...(line.label === undefined || line.label === null ? {} : { label: line.label }),
    split: line.split ?? null,
    metadata: line.metadata ?? {},
  };
}

/** Each kind of content, in the order in which it is looked for: a text beside a vector belongs to the vector. */
const READ: Record<ContentKind, (line: GivenRecord) => UnverifiedContent | null> = {
  vector: ({ vector, text, link, image, name, id }) =>
    vector
      ? {
          kind: 'vector',
          values: vector,
          ...present({ text, link }),
          ...(image === undefined ? {} : { image: imageOf(image, name ?? id ?? '') }),
        }
      : null,
  row: ({ row }) => (row ? { kind: 'row', values: Object.entries(row) } : null),
  image: ({ image, name, id }) => (image === undefined ? null : { kind: 'image', ...imageOf(image, name ?? id ?? '') }),
  text: ({ text }) => (text === undefined ? null : { kind: 'text', text }),
};

/** @throws image_missing where it is no base64: a path leads nowhere from within a file */
export function imageOf(text: string, name: string): { name: string; read(): Promise<Uint8Array> } {
  const base64 = base64Of(text);
  if (base64) return { name, read: async () => Buffer.from(base64, 'base64') };
  throw new FormatError(
    'image_missing',
    'The picture is no base64. Give the bytes of its file so: a path leads nowhere from here.',
  );
}

const BESIDE_VECTORS: ContentKind[] = ['text', 'image'];

function contentOf(line: GivenRecord): UnverifiedContent {
  const [first, ...others] = Object.values(READ).flatMap((read) => read(line) ?? []);
  if (!first) {
    throw new FormatError('missing_content', 'It has no content: give one of text, row, vector or image.');
  }
  const second = others.find(({ kind }) => first.kind !== 'vector' || !BESIDE_VECTORS.includes(kind));
  if (second) {
    throw new FormatError('bad_value', `It has two contents, ${second.kind} and ${first.kind}: give one of them.`);
  }
  return first;
}

const present = (values: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

function refusalOf({ path, message, code, ...issue }: z.core.$ZodIssue): FormatError {
  if (code === 'unrecognized_keys' && 'keys' in issue) {
    const names = issue.keys.map((key) => `"${key}"`).join(', ');
    return new FormatError('unknown_column', `It has ${names}, which no record has: put that into metadata.`);
  }
  const isText = path.length === 1 && path[0] === 'text';
  return new FormatError(isText ? 'text_is_not_text' : 'bad_value', issueInWords({ path, message }));
}

/**
 * The line of a record, without its end.
 *
 * @param hasPictures whether their bytes are in it; without them a picture is a name, which does not come in again
 */
export async function lineOf(
  { externalId, name, content, label, split, metadata, told }: OutgoingRecord,
  hasPictures = true,
): Promise<string> {
  const known = Object.entries(told ?? {}).filter(([, value]) => value !== undefined && value !== null);
  const line: z.input<typeof GivenRecord> = {
    ...(externalId === null ? {} : { id: externalId }),
    ...(name === undefined ? {} : { name }),
    ...(await WRITE[content.kind](content as never, hasPictures)),
    ...(label === undefined ? {} : { label }),
    ...(split ? { split } : {}),
    ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
    ...(known.length > 0 ? { exported: Object.fromEntries(known) } : {}),
  };
  return JSON.stringify(line);
}

type Content<Kind> = Extract<UnverifiedContent, { kind: Kind }>;
type Line = Partial<z.input<typeof GivenRecord>>;
/** The member that belongs to the kind: `content.kind` chooses both, which the compiler cannot see. */
const WRITE: { [Kind in ContentKind]: (content: Content<Kind>, hasPictures: boolean) => Promise<Line> } = {
  text: async ({ text }) => ({ text }),
  row: async ({ values }) => ({ row: Object.fromEntries(values) }),
  vector: async ({ kind, values, image, ...beside }, hasPictures) => ({
    vector: values,
    ...beside,
    ...(image && hasPictures ? { image: await base64Written(image) } : {}),
  }),
  image: async (image, hasPictures) => ({
    ...(hasPictures ? { image: await base64Written(image) } : {}),
    name: image.name,
  }),
};

const base64Written = async ({ read }: { read(): Promise<Uint8Array> }) => Buffer.from(await read()).toString('base64');
