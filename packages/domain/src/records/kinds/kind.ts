import { inWords, issueInWords, type RecordContent, type RecordKind, recordKindOf } from '@querent/contracts';
import type { RecordContent as EncoderContent } from '@querent/core/encoders';
import type { UnverifiedContent } from '@querent/formats';
import type { Store } from '@querent/storage';
import type { z } from 'zod';
import { DomainError } from '../../errors.js';

/** What the row of a record keeps. */
export interface Kept {
  content: object;
  objectKey: string | null;
  /** Equal where contents are equal. */
  contentHash: string;
  /** Of texts and rows: equal where they are but for case and space. */
  nearHash?: string;
}

/** A row, as far as its content goes. */
export interface ContentRow {
  id: string;
  content: unknown;
  objectKey: string | null;
}

/** Where pictures are kept. */
export type Puts = Pick<Store, 'put'>;
/** Where pictures come from. */
type Gets = Pick<Store, 'get'>;

type ContentOf<Kind extends RecordKind> = Extract<UnverifiedContent, { kind: Kind }>;

/** Columns whose values are names, whatever they look like, and the mark before fractions among their texts. */
interface Told {
  categories: readonly string[];
  decimal?: ',';
}

/** How a kind of record is kept, shown and read. `Shape` is what all records of a project have in common. */
export interface KindMethod<Kind extends RecordKind = RecordKind, Shape = unknown> {
  id: Kind;
  /**
   * Takes what somebody brings.
   *
   * @param shape of the project; null before its first record
   * @returns what the row keeps, and the shape where there was none
   * @throws DomainError invalid_input in words for whoever brought it; StorageError
   */
  take(unverified: ContentOf<Kind>, shape: Shape | null, store: Puts): Promise<Kept & { shape: Shape }>;
  /** As the pages get it. */
  view(row: ContentRow): RecordContent;
  /** As encoders read it. @throws StorageError */
  read(row: ContentRow, store: Gets): Promise<EncoderContent>;
  /** As it goes out: taken again, it is the same. Pictures are read when their turn comes. */
  write(row: ContentRow & { name: string }, store: Gets): ContentOf<Kind>;
  /** Of content that a row keeps, what it is equal by to those that differ in case or space only. */
  nearHashOf?(content: unknown): string;
  /** What was said of the columns when they came. @param shape of the project; null before its first record */
  toldOf?(shape: unknown): Told;
}

/** A kind to those who do not know which: content of another kind is refused before it. */
export interface AnyKind extends Pick<KindMethod, 'id' | 'view' | 'read' | 'write' | 'nearHashOf' | 'toldOf'> {
  /** @throws DomainError invalid_input, also where the content is of another kind; StorageError */
  take(unverified: UnverifiedContent, shape: unknown, store: Puts): Promise<Kept & { shape: unknown }>;
}

export const defineKind = <Kind extends RecordKind, Shape>(method: KindMethod<Kind, Shape>): AnyKind => ({
  ...method,
  async take(unverified, shape, store) {
    if (!isOf(unverified, method.id)) throw new DomainError('invalid_input', otherKind(unverified.kind, method.id));
    // The shape of a project was given by its own kind.
    return method.take(unverified, shape as Shape | null, store);
  },
});

const isOf = <Kind extends RecordKind>(content: UnverifiedContent, kind: Kind): content is ContentOf<Kind> =>
  content.kind === kind;

const otherKind = (given: RecordKind, wanted: RecordKind) =>
  `The records of this project are ${recordKindOf(wanted).plural}; this one is of ${recordKindOf(given).plural}.`;

/** What is given within the limits of its kind. @throws invalid_input in its words */
export function within<Schema extends z.ZodType>(limits: Schema, given: unknown): z.infer<Schema> {
  const parsed = limits.safeParse(given, { error: inWords });
  if (parsed.success) return parsed.data;
  const words = parsed.error.issues.map((issue) => issueInWords(issue));
  throw new DomainError('invalid_input', `${words.slice(0, 3).join('; ')}.`);
}
