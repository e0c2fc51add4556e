import type { ContentOf, RecordKind } from '@querent/contracts';
import type { ReactNode, Ref } from 'react';

/** What takes the keys that answer nothing: it scrolls, or zooms. */
export interface KeyTarget {
  /** @returns whether the key did something */
  press(key: string): boolean;
}

/** A line of the list of keys. */
export interface CardKeys {
  /** What they do in turn, each with its keys: the first that the task has no use for is named. */
  ways: readonly (readonly string[])[];
  text: string;
}

export interface RecordViewProps<Kind extends RecordKind> {
  content: ContentOf<Kind>;
  /** For screen readers. */
  name: string;
  ref: Ref<KeyTarget>;
}

export interface ThumbnailProps<Kind extends RecordKind> {
  content: ContentOf<Kind>;
}

/** How a kind of record is shown: everything that the pages know of it. */
export interface RecordKindView<Kind extends RecordKind> {
  /** On the card: all of it, in a box whose height is given. */
  View(props: RecordViewProps<Kind>): ReactNode;
  /** In lists, where the words beside it say the rest. */
  Thumbnail(props: ThumbnailProps<Kind>): ReactNode;
  /** Whether its thumbnail is a square rather than a line or two. */
  isTile(content: ContentOf<Kind>): boolean;
  /** Addresses of what is to be fetched ahead. */
  picturesOf(content: ContentOf<Kind>): string[];
  /** The content of a record as somebody sends it, in an example. */
  example: Readonly<Record<string, unknown>>;
  /** The keys that its view takes. */
  legend(content: ContentOf<Kind>): readonly CardKeys[];
}
