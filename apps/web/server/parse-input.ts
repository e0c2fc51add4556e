import { inWords, issueInWords } from '@querent/contracts';
import { DomainError } from '@querent/domain';
import type { z } from 'zod';

/** What no text of the database can hold: U+0000, and halves of characters beyond 16 bits. */
const NO_TEXT = /[\0\p{Surrogate}]/u;

/** Input from outside in the shape of its schema. @throws invalid_input */
export function parseInput(schema: z.ZodType, unverified: unknown): unknown {
  const flaw = flawOf(unverified);
  if (flaw) throw new DomainError('invalid_input', flaw);
  const parsed = schema.safeParse(unverified, { error: inWords });
  if (parsed.success) return parsed.data;
  const detail = parsed.error.issues.map((issue) => issueInWords(issue)).join('; ');
  throw new DomainError('invalid_input', `${detail}.`);
}

/** No schema of the contract is half as deep, and a body can be so deep that whoever walks it runs out of stack. */
const MAX_DEPTH = 32;

/** Why a value cannot be taken, whatever its schema; names count like strings. */
function flawOf(unverified: unknown): string | null {
  const left = [{ value: unverified, depth: 0 }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, depth } = next;
    if (depth > MAX_DEPTH) return 'The request nests too deep.';
    if (typeof value === 'string' && NO_TEXT.test(value))
      return 'The request holds U+0000 or half of a character, which is no text.';
    if (typeof value === 'object' && value !== null) {
      for (const part of Object.entries(value).flat()) left.push({ value: part, depth: depth + 1 });
    }
  }
  return null;
}
