import type { RecordContent, RecordKind } from '@querent/contracts';
import { image } from './image.js';
import type { AnyKind, ContentRow } from './kind.js';
import { row } from './row.js';
import { text } from './text.js';
import { vector } from './vector.js';

export type { ContentRow, Kept } from './kind.js';

/** Every kind of record; one that is missing does not compile. */
export const recordKinds: { [Kind in RecordKind]: AnyKind } = { image, text, row, vector };

/** What the pages get of a record. */
export const contentOf = (kind: RecordKind, row: ContentRow): RecordContent => recordKinds[kind].view(row);
