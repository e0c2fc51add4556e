import type { RecordContent, RecordKind } from '@querent/contracts';
import type { RecordContent as EncoderContent } from '@querent/core/encoders';
import type { Store } from '../../store/store.js';

/** What the row of a record keeps. */
export interface Kept {
  content: object;
  objectKey: string | null;
  /** Equal where contents are equal. */
  contentHash: string;
}

/** A row, as far as its content goes. */
export interface ContentRow {
  id: string;
  content: unknown;
  objectKey: string | null;
}

/** How a kind of record is kept, shown and read. `Shape` is what all records of a project have in common. */
export interface KindMethod<Given = unknown, Shape = unknown> {
  id: RecordKind;
  /**
   * Takes what somebody brings, once its schema has read it.
   *
   * @param shape of the project; null before its first record
   * @returns what the row keeps, and the shape where there was none
   * @throws DomainError invalid_input in words for whoever brought it; storage_failed, disk_full
   */
  take(given: Given, shape: Shape | null, store: Store): Promise<Kept & { shape: Shape }>;
  /** As the pages get it. */
  view(row: ContentRow): RecordContent;
  /** As encoders read it. @throws object_not_found */
  read(row: ContentRow, store: Store): Promise<EncoderContent>;
}

/** The types hold inside of a kind: rows were written by it, and what is given was read by its schema. */
export const defineKind = <Given, Shape>(method: KindMethod<Given, Shape>): KindMethod =>
  method as unknown as KindMethod;
