import type { z } from 'zod';

/**
 * What a value has to be, in words for the person who gave it, where its schema says nothing itself:
 * `schema.safeParse(value, { error: inWords })`.
 */
export const inWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'too_small':
      return `must ${haveOrBe(issue.origin)} ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unitOf(issue.origin, issue.minimum)}`;
    case 'too_big':
      return `must ${haveOrBe(issue.origin)} ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unitOf(issue.origin, issue.maximum)}`;
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `must be ${KINDS[issue.expected] ?? `of the kind ${issue.expected}`}`;
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}`;
    case 'unrecognized_keys':
      return `${issue.keys.map((key) => `"${key}"`).join(', ')} ${issue.keys.length === 1 ? 'is' : 'are'} not known here`;
    case 'invalid_union':
      return waysOf(issue.errors) || undefined;
    case 'invalid_key':
      return issue.issues[0]?.message;
  }
};

/** Of all that a value may be, what it comes closest to: the ways in which least is wrong with it. */
function waysOf(errors: z.core.$ZodIssue[][]): string {
  const least = Math.min(...errors.map((issues) => issues.length));
  const ways = errors
    .filter((issues) => issues.length === least)
    .flatMap(([first]) => (first ? [issueInWords(first, ' ')] : []));
  return [...new Set(ways)].join(', or ');
}

const MOST_SHOWN = 60;

/** Where a value is wrong, and how; nothing of a name that is beyond all reason. */
export function issueInWords({ path, message }: Pick<z.core.$ZodIssue, 'path' | 'message'>, sign = ': '): string {
  const names = path.map((part) => {
    const name = String(part);
    if (name === '') return '""';
    return name.length > MOST_SHOWN ? `${name.slice(0, MOST_SHOWN)}…` : name;
  });
  return path.length > 0 ? `${names.join('.')}${sign}${message}` : message;
}

const KINDS: Record<string, string> = {
  ...{ number: 'a number', int: 'a whole number', string: 'a text', boolean: 'true or false' },
  ...{ null: 'left empty', array: 'a list', object: 'an object', record: 'an object' },
};
const haveOrBe = (origin: string) => (origin in UNITS ? 'have' : 'be');
const UNITS: Record<string, readonly [one: string, several: string]> = {
  string: [' character', ' characters'],
  array: [' entry', ' entries'],
};
const unitOf = (origin: string, count: number | bigint) => UNITS[origin]?.[count === 1 ? 0 : 1] ?? '';
