import { expect, it } from 'vitest';
import { formatTitle } from './format-title';

const titleOf = (id: string, title: string, options: Record<string, unknown> = {}) =>
  formatTitle({ format: { id, title }, options });

it('a table is called by what stands between its cells', () => {
  expect(titleOf('csv', 'CSV', { delimiter: ';' })).toBe('CSV');
  expect(titleOf('csv', 'CSV', { delimiter: '\t' })).toBe('TSV');
  expect(titleOf('csv', 'CSV', { delimiter: '' })).toBe('One column');
  expect(titleOf('csv', 'CSV')).toBe('CSV');
  expect(titleOf('vectors-folder', 'Vectors with a table', { delimiter: '\t' })).toBe('Vectors with a table');
});
