import { z } from 'zod';
import { keysOf } from '../entries.js';
import { image } from './image.js';
import type { RecordMethod } from './record-kind.js';
import { row } from './row.js';
import { text } from './text.js';
import { vector } from './vector.js';

export { Cell } from './row.js';
export { image, row, text, vector };

/** Every kind of record; a new one is a file and a line in each of these two. */
const KINDS = { image, text, row, vector };
export const RecordContent = z.discriminatedUnion('kind', [image.content, text.content, row.content, vector.content]);

export const RecordKind = z.enum(keysOf(KINDS));
export type RecordKind = keyof typeof KINDS;
export type RecordContent = z.infer<typeof RecordContent>;
/** What the pages get of one kind. */
export type ContentOf<Kind extends RecordKind> = z.infer<(typeof KINDS)[Kind]['content']>;

type AnyKind = RecordMethod<RecordKind, z.ZodType<RecordContent>, z.ZodType>;
/** The kind of an id. The cast forgets its own schemas: content names its kind, and what is given is parsed. */
export const recordKindOf = (kind: RecordKind): AnyKind => KINDS[kind] as unknown as AnyKind;

/** A record as it stands in a list or on a card. */
export const RecordView = z.object({ id: z.string(), name: z.string(), content: RecordContent });
export type RecordView = z.infer<typeof RecordView>;
export const lineOf = ({ name, content }: RecordView): string => recordKindOf(content.kind).textOf(content) || name;
