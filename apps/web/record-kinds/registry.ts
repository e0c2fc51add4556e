import type { RecordContent, RecordKind } from '@querent/contracts';
import { image } from './image';
import type { RecordKindView } from './record-kind';
import { row } from './row';
import { text } from './text';
import { vector } from './vector';

/** How each kind of record is shown; the compiler points here when a kind is missing. */
const VIEWS: { [Kind in RecordKind]: RecordKindView<Kind> } = { image, text, row, vector };

/** The kind that content names. */
export const recordViewOf = ({ kind }: Pick<RecordContent, 'kind'>): RecordKindView<RecordKind> => VIEWS[kind];
