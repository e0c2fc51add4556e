import type { Reason } from './format-error.js';

/** What a record holds, as it stands in the file: the project's record kind has yet to check it. */
export type UnverifiedContent =
  | { kind: 'text'; text: string }
  /** `categories` are columns whose values are names, whatever they look like; `decimal` is the mark of numbers among texts. */
  | { kind: 'row'; values: [name: string, value: unknown][]; categories?: readonly string[]; decimal?: ',' }
  | { kind: 'vector'; values: number[]; text?: string; link?: string; image?: UnverifiedImage }
  | ({ kind: 'image' } & UnverifiedImage);

/** Bytes that may be a picture; read when their turn comes. */
export interface UnverifiedImage {
  name: string;
  read(): Promise<Uint8Array>;
}
export type ContentKind = UnverifiedContent['kind'];

/** A record without its place: what goes out, and comes in again. */
export interface PlainRecord {
  externalId: string | null;
  /** For people; absent where the id, or the place, has to do. */
  name?: string;
  content: UnverifiedContent;
  /** As it stands: a class name, several of them, a number. Absent: nobody has answered. */
  label?: unknown;
  split?: 'pool' | 'holdout' | null;
  metadata: Record<string, unknown>;
}

export interface ImportedRecord extends PlainRecord {
  /** Where a person finds it in the file: "line 12", "images/a.png". */
  place: string;
}

/** What does not come in. */
export interface Rejected {
  place: string;
  code: Reason;
  reason: string;
}

/** What comes in, or is left out on purpose, and must be said. */
export interface Noticed {
  place: string;
  notice: string;
}

export type Imported = ImportedRecord | Rejected | Noticed;

export const isRecord = (item: Imported): item is ImportedRecord => 'content' in item;
export const isRejected = (item: object): item is Rejected => 'reason' in item;
export const isNotice = (item: Imported): item is Noticed => 'notice' in item;
