import { stringify } from 'csv-stringify/sync';
import type { Layout, OutgoingRecord } from '../exporter.js';
import type { ContentKind, UnverifiedContent } from '../imported.js';
import { MARKS, type Marks, toCell, toHeading } from './own-cells.js';
import { isText, metadataHeading, rowHeading } from './own-columns.js';

interface Column {
  heading: string;
  /** Undefined where nothing is to stand. */
  value(record: OutgoingRecord): unknown;
}

type Content<Kind extends ContentKind> = Extract<UnverifiedContent, { kind: Kind }>;
/** A value of the content. The layout says which kind all records are of, which the compiler cannot see. */
const of =
  <Kind extends ContentKind>(_: Kind, value: (content: Content<Kind>) => unknown): Column['value'] =>
  ({ content }) =>
    value(content as Content<Kind>);

const base64 = async (picture?: { read(): Promise<Uint8Array> }) =>
  picture && Buffer.from(await picture.read()).toString('base64');

/** What records of a kind have of their own. */
const CONTENTS: Record<ContentKind, (layout: Layout) => Column[]> = {
  text: () => [{ heading: 'text', value: of('text', ({ text }) => text) }],
  image: ({ hasPictures }) =>
    hasPictures ? [{ heading: 'image', value: of('image', (content) => base64(content)) }] : [],
  row: ({ columns }) =>
    columns.map((name, at) => ({
      heading: rowHeading(name),
      value: of('row', ({ values }) => cellAt(values, at, name)?.[1] ?? undefined),
    })),
  vector: ({ hasPictures }) => [
    { heading: 'vector', value: of('vector', ({ values }) => values) },
    { heading: 'text', value: of('vector', ({ text }) => text) },
    { heading: 'link', value: of('vector', ({ link }) => link) },
    ...(hasPictures ? [{ heading: 'image', value: of('vector', ({ image }) => base64(image)) }] : []),
  ],
};

/** Rows have their values in the order of the columns as a rule. */
const cellAt = (values: Content<'row'>['values'], at: number, name: string) =>
  values[at]?.[0] === name ? values[at] : values.find(([column]) => column === name);

const OPTIONS = { record_delimiter: '\r\n', quoted_match: /[\r\n]|^\s|\s$/ } as const;

/** Rows of cells as text, each with the end of its line. */
export const textOf = (rows: string[][]): string => stringify(rows, OPTIONS);

/** How the rows of a table are made. */
export interface TableWriter {
  heading: string[];
  row(record: OutgoingRecord): Promise<string[]>;
}

/**
 * A table of records. What a spreadsheet would run is made harmless and marked; see `own-cells.ts`.
 *
 * @param fileOf the path of each record's picture beside the table, where there is one
 */
export function tableWriter(layout: Layout, fileOf?: (record: OutgoingRecord) => string): TableWriter {
  const columns: Column[] = [
    ...(fileOf ? [{ heading: 'file_name', value: fileOf }] : []),
    { heading: 'id', value: ({ externalId }) => externalId ?? undefined },
    { heading: 'name', value: nameOf },
    ...CONTENTS[layout.kind](layout),
    { heading: 'label', value: ({ label }) => label },
    { heading: 'split', value: ({ split }) => split ?? undefined },
    ...metadataColumns(layout),
    ...layout.told.map((name): Column => ({ heading: name, value: ({ told }) => told?.[name] ?? undefined })),
  ];
  return {
    heading: [...columns.map(({ heading }) => toHeading(heading)), MARKS],
    async row(record) {
      const marks: Marks = {};
      let isMarked = false;
      const cells: string[] = [];
      for (const { heading, value } of columns) {
        const given = value(record);
        const { cell, mark } = toCell(given instanceof Promise ? await given : given, isText(heading));
        if (mark) {
          marks[heading] = mark;
          isMarked = true;
        }
        cells.push(cell);
      }
      cells.push(isMarked ? JSON.stringify(marks) : '');
      return cells;
    },
  };
}

function metadataColumns({ metadata: names }: Layout): Column[] {
  if (!names)
    return [
      { heading: 'metadata', value: ({ metadata }) => (Object.keys(metadata).length > 0 ? metadata : undefined) },
    ];
  return names.map((name) => ({
    heading: metadataHeading(name),
    value: ({ metadata }) => (Object.hasOwn(metadata, name) ? metadata[name] : undefined),
  }));
}

const nameOf = ({ name, content }: OutgoingRecord) => (content.kind === 'image' ? content.name : name);
