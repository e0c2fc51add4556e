import type { RecordContent, RecordKind } from '@querent/contracts';
import { image } from './image.js';
import type { ContentRow, KindMethod } from './kind.js';
import { row } from './row.js';
import { text } from './text.js';
import { vector } from './vector.js';

export type { ContentRow, Kept, KindMethod } from './kind.js';

/** Every kind of record; one that is missing does not compile. */
export const recordKinds: { [Kind in RecordKind]: KindMethod } = { image, text, row, vector };

/** What the pages get of a record. */
export const contentOf = (kind: RecordKind, row: ContentRow): RecordContent => recordKinds[kind].view(row);
