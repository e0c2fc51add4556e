import { type AddingOptions, GivenRecord, inWords, RecordKind, recordKindOf, type Split } from '@querent/contracts';

/** A record that somebody brings, once its own schema has read it. */
export interface Brought {
  /** Where it stands in what was brought, such as "line 12". */
  place: string;
  externalId: string | null;
  name: string | null;
  /** As the kind of the project takes it. */
  content: unknown;
  /** As it stands; undefined where there is none. */
  label: unknown;
  split: Split | null;
  metadata: object;
}
export interface Refused {
  place: string;
  reason: string;
}

/** Reasons in the order in which their records came. */
export function inOrderOf(places: string[], refused: Refused[]): Refused[] {
  const order = new Map(places.map((place, at) => [place, at]));
  return [...refused].sort((a, b) => order.get(a.place)! - order.get(b.place)!);
}

export type HowAdded = Pick<AddingOptions, 'labels' | 'source'>;

const KINDS = RecordKind.options;

/** PostgreSQL keeps every text but one with a NUL, or that is no Unicode. */
function isStorable(given: unknown): boolean {
  if (typeof given === 'string') return !given.includes('\0') && !/\p{Surrogate}/u.test(given);
  if (typeof given !== 'object' || given === null) return true;
  return Object.entries(given).every(([name, value]) => isStorable(name) && isStorable(value));
}

/** Reads a record of a project of some kind; the reason where it is none. */
export function readGiven(place: string, unverified: unknown, kind: RecordKind): Brought | Refused {
  if (typeof unverified !== 'object' || unverified === null || Array.isArray(unverified))
    return { place, reason: `This is no record: it has to be an object with "${kind}" in it.` };
  if (!isStorable(unverified))
    return {
      place,
      reason:
        'It holds a character that cannot be kept: a NUL, or half of a surrogate pair. Remove it and send the record again.',
    };
  const parsed = GivenRecord.safeParse(unverified, { error: inWords });
  if (!parsed.success) {
    const words = parsed.error.issues.map(({ path, message }) => [...path, message].join(': '));
    return { place, reason: `${words.slice(0, 3).join('; ')}.` };
  }
  const { id = null, name = null, label, split = null, metadata, ...contents } = parsed.data;
  const others = KINDS.filter((other) => other !== kind && contents[other] !== undefined);
  const content = contents[kind];
  if (content === undefined || others.length > 0) {
    const has = others.length > 0 ? `it has "${others.join('" and "')}"` : `it has none`;
    return { place, reason: `The records of this project are ${recordKindOf(kind).plural}, in "${kind}"; ${has}.` };
  }
  return { place, externalId: id, name, content, label, split, metadata };
}
