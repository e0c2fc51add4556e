import type { z } from 'zod';

/** How a kind of record is written: what it holds, and how it stands in lists and searches. */
export interface RecordMethod<Id extends string, Content extends z.ZodType, Given extends z.ZodType> {
  id: Id;
  title: string;
  /** One of them, as in "1 text". */
  singular: string;
  /** Many of them, as in "1,000 texts". */
  plural: string;
  /** What the pages get; it names its own kind. */
  content: Content;
  /** What is taken of it: its limits, in words for whoever brings it. */
  given: Given;
  /** A line that stands for it in lists; what is searched. */
  textOf(content: z.infer<Content>): string;
  /** The same record, short enough for a list. */
  shorten(content: z.infer<Content>): z.infer<Content>;
}

/** The types of the content hold inside of a kind only. */
export const defineRecordKind = <Id extends string, Content extends z.ZodType, Given extends z.ZodType>(
  method: RecordMethod<Id, Content, Given>,
): RecordMethod<Id, Content, Given> => method;

const SHORT = 300;
/** The beginning of a text, for lists. */
export function beginning(text: string, most = SHORT): string {
  return text.length > most ? `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…` : text;
}
