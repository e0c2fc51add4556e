import { type Class, classNamed, foldName, type NotAClass } from '@querent/contracts';
import type { ImportedRecord } from '@querent/formats';
import { DomainError } from '../errors.js';
import { saysUnlabelled } from './unlabelled-names.js';

type Finder = (label: unknown) => NotAClass | null;

/**
 * Looks up whether a label, or one of a list, is to be no class.
 *
 * @param said null where nobody has said: then those are none whose name says so, unless a class is called like them
 */
export function notClassFinder(said: readonly NotAClass[] | null, classes: readonly Class[]): Finder {
  if (said === null) {
    const isNone = (name: string) => saysUnlabelled(name) && classNamed(name, classes) === null;
    return (label) => {
      const name = namesOf(label).find(isNone);
      return name === undefined ? null : { name, records: 'ask' };
    };
  }
  const byName = new Map(said.map((one) => [foldName(one.name), one]));
  if (byName.size === 0) return () => null;
  return (label) => {
    const found = namesOf(label).flatMap((name) => byName.get(foldName(name)) ?? []);
    return found.find(({ records }) => records === 'leave-out') ?? found[0] ?? null;
  };
}

/** The names that a label is, one or several. */
export const namesOf = (label: unknown): string[] =>
  [label].flat().flatMap((name) => (['string', 'number', 'boolean'].includes(typeof name) ? [String(name)] : []));

/** Why a record does not come in whose label is to be no class. */
export const leftOutFor = (name: string): string => `Its label "${name}" is no class here: such records are left out.`;

/** Of a list all of it: somebody is to be asked anew. */
export function withoutLabel({ label: _, ...rest }: ImportedRecord): ImportedRecord {
  return rest;
}

/** The record as it comes in. @throws invalid_input where it does not */
export function withoutNotClass(record: ImportedRecord, find: Finder): ImportedRecord {
  const found = find(record.label);
  if (!found) return record;
  if (found.records === 'leave-out') throw new DomainError('invalid_input', leftOutFor(found.name));
  return withoutLabel(record);
}
