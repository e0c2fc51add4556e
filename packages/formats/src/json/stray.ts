import { type Columns, roleIn } from '@querent/contracts';
import { isMissing } from '../columns/cells.js';
import { type JsonCell, pathsBefore } from './cells-in.js';

/** Finds what stands in place of an object out of which a column is read: without a word its answer would be passed over. */
export function strayIn(columns: Columns = {}): (cells: readonly JsonCell[], say: (notice: string) => void) => void {
  const notices = new Map<string, string>();
  for (const [name, role] of Object.entries(columns)) {
    if (role === 'metadata' || role === 'ignore') continue;
    for (const outer of pathsBefore(name)) {
      const own = roleIn(columns, outer);
      // One that has a role of its own is read.
      if (own !== undefined && own !== 'metadata') continue;
      const both = own === undefined ? '' : `Make both columns the ${role}, or correct`;
      notices.set(
        outer,
        `"${outer}" is a value here where other records have an object, and is kept beside the record: the ${role} is read from "${name}". ${both || 'Correct'} such records.`,
      );
    }
  }
  return (cells, say) => {
    for (const [name, value] of cells) {
      const notice = notices.get(name);
      if (notice !== undefined && !isMissing(value)) say(notice);
    }
  };
}
