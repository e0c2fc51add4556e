import { type ExportQuery, pathOf } from '@querent/contracts';

/** What is asked for, in the words of the page. */
export const ROWS: Record<string, ExportQuery['rows']> = {
  'Records, each with its label': 'records',
  'Answers, each with who gave it': 'answers',
};
export const STATUS: Record<string, ExportQuery['status']> = {
  'All records': 'all',
  'Those with a label': 'labelled',
  'Those that were skipped': 'skipped',
  'Those nobody has answered': 'unlabelled',
};
export const SPLIT: Record<string, ExportQuery['split']> = {
  'Pool and holdout': 'all',
  'The pool': 'pool',
  'The holdout': 'holdout',
};

/** Where the file is found. */
export const exportPath = (projectId: string, query: ExportQuery): string =>
  `/api/v1${pathOf('GET /projects/{projectId}/export', { projectId })}?${new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  )}`;
