import type { ExportFormatView, RecordKind } from '@querent/contracts';
import { entriesOf } from '@querent/contracts';
import { exporters } from '@querent/formats';

/** What records of a kind can be written as. */
export const exportFormatsFor = (kind: RecordKind): ExportFormatView[] =>
  entriesOf(exporters)
    .filter(([, { takes }]) => takes.includes(kind))
    .map(([id, { title, description }]) => ({ id, title, description }));
