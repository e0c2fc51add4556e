import type { Survey } from '@querent/contracts';

/** Whether there is no record to choose anything for, as under a heading alone. */
export const isNothingInIt = ({ counts, columns, problems, records }: Survey): boolean =>
  problems.length > 0 &&
  records.length + counts.records + counts.refused === 0 &&
  columns.every(({ examples }) => examples.length === 0);
