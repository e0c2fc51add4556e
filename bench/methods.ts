import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { posteriors } from '@querent/core';
import { z } from 'zod';
import { Refusal } from './refusal.ts';

/** A line of a bench's table: a posterior with options, under a name of its own where it has several lines. */
export interface Line {
  method: string;
  posterior: string;
  options: object;
  /** That of the network. */
  dropout?: number;
}

/**
 * The methods to measure: the lines of a table whose posterior exists, and every other posterior with its own defaults.
 * A posterior with variants may have several lines.
 *
 * @param wanted names of methods, or undefined for all
 */
export function methodsOf<Own extends Line>(table: readonly Own[], wanted?: readonly string[]): (Own | Line)[] {
  const ids = posteriors.list().map(({ id }) => id);
  const known = table.filter(({ posterior }) => ids.includes(posterior));
  const others = ids.filter((id) => !table.some(({ posterior }) => posterior === id));
  const all: (Own | Line)[] = [...known, ...others.map((id) => ({ method: id, posterior: id, options: {} }))];
  for (const name of wanted ?? []) {
    if (!all.some(({ method }) => method === name))
      throw new Refusal(`There is no method "${name}" here: ${all.map(({ method }) => method).join(', ')}.`);
  }
  return wanted ? all.filter(({ method }) => wanted.includes(method)) : all;
}

/** Methods of a table whose posterior is not there. */
export const absentOf = (table: readonly Line[]) =>
  table.filter(({ posterior }) => !posteriors.find(posterior)).map(({ method }) => method);

/** All options with the posterior's defaults. A name that it does not know would be dropped in silence: it is refused. */
export function optionsOf({ method, posterior: id }: Line, options: object) {
  const posterior = posteriors.get(id);
  const known = Object.keys(z.toJSONSchema(posterior.options, { io: 'input' }).properties ?? options);
  const unknown = Object.keys(options).filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Refusal(
      `${method} has no option ${unknown.join(', ')} in the table of this bench; it has ${known.join(', ')}.`,
    );
  return posterior.options.parse(options);
}

/** Short hash of a posterior's own file: results of an earlier form of it are not taken for its own. */
export function versionOf({ posterior }: Pick<Line, 'posterior'>) {
  const core = import.meta.resolve('@querent/core');
  const file = fileURLToPath(new URL(`posteriors/${posterior}.js`, core));
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 8) : 'unknown';
}
