import type { DecimalMark } from '@querent/contracts';
import { FormatError } from '../format-error.js';
import { isMissing, numberOf, vectorOf } from './cells.js';
import type { RoledCell } from './role.js';

/**
 * The numbers of a record's vector: a column that holds the list, or several of which each holds one. Those of all records stand
 * in the order of the first, since the keys of an object may come in any.
 */
export function vectorReader(names: readonly string[], mark?: DecimalMark): (cells: RoledCell[]) => number[] {
  let order: readonly string[] | null = null;
  return (cells) => {
    const own = cells.filter(([, , role]) => role === 'vector');
    const [[name, value] = ['vector', undefined]] = own;
    if (own.every(([, given]) => isMissing(given))) throw new FormatError('missing_content', 'It has no vector.');
    if (names.length === 1) return vectorOf(name, value, mark);
    const given = new Map(own.map(([column, one]) => [column, one]));
    const inOrder = order ?? (given.size === names.length ? [...given.keys()] : names);
    const values = inOrder.map((column) => coordinateOf(column, given.get(column), mark));
    order ??= inOrder;
    return values;
  };
}

/** @throws not_a_number, missing_number */
function coordinateOf(name: string, value: unknown, mark?: DecimalMark): number {
  const number = numberOf(name, value, mark);
  if (number === null)
    throw new FormatError('missing_number', `${name} is missing, and every number of a vector is needed.`);
  return number;
}
