import type { Columns } from '@querent/contracts';
import { FormatError } from '../format-error.js';
import { isObject, type JsonObject } from './as-object.js';

export type JsonCell = [name: string, value: unknown];

/** Objects inside one another that are opened; one further down stays as it is. */
const DEEPEST = 8;
/** Names of which it is remembered which keys they stand for. */
const MOST_NAMES = 10_000;

/**
 * Begins to read objects as rows: what stands in an object within is a column of its own, named by the keys that lead to it,
 * `mail.text`. Lists stay whole, an empty object is nothing, and so is left whole an object that is a column itself.
 *
 * A key with a dot in it keeps its name, and may be called as such a path is: two that lead to one name in a file are told.
 *
 * @param columns as somebody gave them
 * @returns throws ambiguous_column
 */
export function cellsIn(columns?: Columns): (object: JsonObject) => JsonCell[] {
  const isWhole = wholeOnes(columns);
  const known = new Map<string, string>();
  // Where the keys of a name end tells two ways to write it apart.
  const check = (name: string, ends: string) => {
    const before = known.get(name);
    if (before === undefined && known.size < MOST_NAMES) known.set(name, ends);
    else if (before !== undefined && before !== ends) throw ambiguous(name, [before, ends]);
  };
  return (object) => {
    const cells: JsonCell[] = [];
    const open = (inner: JsonObject, before: string, ends: string, depth: number) => {
      for (const [key, value] of Object.entries(inner)) {
        const name = before + key;
        if (isObject(value) && depth < DEEPEST && !isWhole(name)) {
          open(value, `${name}.`, `${ends}${name.length} `, depth + 1);
          continue;
        }
        if (name.includes('.')) check(name, ends);
        cells.push([name, value]);
      }
    };
    open(object, '', '', 1);
    return cells;
  };
}

/** Those that are named as columns, with none within them. */
function wholeOnes(columns: Columns = {}): (name: string) => boolean {
  const names = Object.keys(columns);
  const opened = new Set(names.flatMap(pathsBefore));
  const whole = new Set(names.filter((name) => !opened.has(name)));
  return (name) => whole.has(name);
}

/** Names of the objects that it lies in. */
export const pathsBefore = (name: string) => [...name.matchAll(/\./g)].map(({ index }) => name.slice(0, index));

function ambiguous(name: string, ways: string[]): FormatError {
  const [one, other] = ways.map((ends) =>
    keysOf(name, ends)
      .map((key) => JSON.stringify(key))
      .join(' in '),
  );
  return new FormatError(
    'ambiguous_column',
    `Two keys of the file are called "${name}" as a column: ${one}, and ${other}. Rename one of them.`,
  );
}

/** From the inside to the outside. */
function keysOf(name: string, ends: string): string[] {
  const places = ends.split(' ').filter(Boolean).map(Number);
  return [...places, name.length].map((end, at) => name.slice(at === 0 ? 0 : places[at - 1]! + 1, end)).reverse();
}
