import type { Survey } from '@querent/contracts';

const TABLES: Record<string, string> = { '\t': 'TSV', '': 'One column' };

/** What a file is called by how it is written: a table with tabs is no CSV. */
export function formatTitle({ format, options: { delimiter } }: Pick<Survey, 'format' | 'options'>): string {
  const isTable = format.id === 'csv' && typeof delimiter === 'string';
  return (isTable ? TABLES[delimiter] : undefined) ?? format.title;
}
