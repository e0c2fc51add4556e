import type { ImportedRecord } from '@querent/formats';
import type { ProjectTask } from '../tasks/project-task.js';
import { withoutLabel } from './not-classes.js';

/** What people write in place of a number that they do not have. */
const NO_NUMBER = new Set([
  ...['', 'na', 'n/a', 'n.a.', 'nan', 'null', 'nil', 'none', '?', '??', '-', '--', '–', '.'],
  ...['unknown', 'missing', 'not available', 'not known', 'tbd', 'no data'],
]);

/** Whether a label says that there is no number. Among classes it may name one: NA is a country. */
export const saysNoNumber = (label: unknown): boolean =>
  typeof label === 'string' && NO_NUMBER.has(label.trim().toLowerCase());

/** The record as it comes in where a number is asked: of one whose label says that there is none somebody is asked. */
export const withoutNoNumber = (record: ImportedRecord, { kind }: Pick<ProjectTask, 'kind'>): ImportedRecord =>
  kind.id === 'numeric' && saysNoNumber(record.label) ? withoutLabel(record) : record;
