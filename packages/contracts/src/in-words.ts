import type { z } from 'zod';

/**
 * What a value has to be, in words for the person who gave it, where its schema says nothing itself:
 * `schema.safeParse(value, { error: inWords })`.
 */
export const inWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'too_small':
      return `must ${haveOrBe(issue.origin)} ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `must ${haveOrBe(issue.origin)} ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unitOf(issue.origin)}`;
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `must be ${KINDS[issue.expected] ?? `of the kind ${issue.expected}`}`;
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}`;
    case 'invalid_union': {
      const ways = issue.errors.flatMap(([first]) => first?.message ?? []);
      return [...new Set(ways)].join(', or ') || undefined;
    }
  }
};

const KINDS: Record<string, string> = {
  ...{ number: 'a number', int: 'a whole number', string: 'a text', boolean: 'true or false' },
  ...{ null: 'left empty', array: 'a list', object: 'an object', record: 'an object' },
};
const haveOrBe = (origin: string) => (unitOf(origin) ? 'have' : 'be');
const unitOf = (origin: string) => ({ string: ' characters', array: ' entries' })[origin] ?? '';
