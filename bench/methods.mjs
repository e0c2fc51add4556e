import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { posteriors } from '@querent/core';
import { Refusal } from './refusal.mjs';

/**
 * The methods to measure: the lines of a table whose posterior exists, and every other posterior with its own defaults.
 * A posterior with variants may have several lines.
 *
 * @param table lines { method, posterior, options, … }
 * @param wanted names of methods, or undefined for all
 */
export function methodsOf(table, wanted) {
  const ids = posteriors.list().map(({ id }) => id);
  const known = table.filter(({ posterior }) => ids.includes(posterior));
  const others = ids.filter((id) => !table.some(({ posterior }) => posterior === id));
  const all = [...known, ...others.map((id) => ({ method: id, posterior: id, options: {} }))];
  for (const name of wanted ?? []) {
    if (!all.some(({ method }) => method === name))
      throw new Refusal(`There is no method "${name}" here: ${all.map(({ method }) => method).join(', ')}.`);
  }
  return wanted ? all.filter(({ method }) => wanted.includes(method)) : all;
}

/** Methods of a table whose posterior is not there. */
export const absentOf = (table) =>
  table.filter(({ posterior }) => !posteriors.find(posterior)).map(({ method }) => method);

/** All options with the posterior's defaults. A name that it does not know would be dropped in silence: it is refused. */
export function optionsOf({ method, posterior: id }, options) {
  const posterior = posteriors.get(id);
  const known = Object.keys(posterior.options.shape ?? options);
  const unknown = Object.keys(options).filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Refusal(
      `${method} has no option ${unknown.join(', ')} in the table of this bench; it has ${known.join(', ')}.`,
    );
  return posterior.options.parse(options);
}

/** Short hash of a posterior's own file: results of an earlier form of it are not taken for its own. */
export function versionOf({ posterior }) {
  const core = import.meta.resolve('@querent/core');
  const file = fileURLToPath(new URL(`posteriors/${posterior}.js`, core));
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 8) : 'unknown';
}
