import { deepStrictEqual } from 'node:assert';
import { messageOf } from '@querent/contracts';
import type { z } from 'zod';

/** Set by the tests; a production build takes every answer as it is. */
export const isChecking = () => process.env.NODE_ENV !== 'production' || Boolean(process.env.QUERENT_CHECK_ANSWERS);

/**
 * Holds an answer against its schema, in development and tests: what is missing, of another type, or more than the contract
 * says is a fault of ours.
 *
 * @param sent as it comes out of JSON
 * @throws Error
 */
export function checkAnswer(name: string, schema: z.ZodType, sent: unknown): void {
  try {
    deepStrictEqual(sent, schema.parse(sent));
  } catch (cause) {
    throw new Error(`${name} does not answer what its contract says: ${messageOf(cause)}`, { cause });
  }
}
