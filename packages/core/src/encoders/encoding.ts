import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What an encoder learned of a pool: at least the shape of its rows. Plain JSON. */
export const Fitted = z.looseObject({ shape: z.array(z.int().min(1)).min(1) });
export type Fitted = z.infer<typeof Fitted>;

/** The shape of rows that are vectors. */
export const FlatShape = z.tuple([z.int().min(1)]);
export const flat = (width: number): z.infer<typeof FlatShape> => [width];

/**
 * How the records of a pool become features: an encoder, its options, and what it learned of the pool. Plain JSON, to be
 * stored with the pool, so that records that come later are encoded alike. Records whose encodings share a `version`
 * need no second encoding.
 */
export const Encoding = z.object({
  encoder: z.string(),
  /** The encoder's id, and 16 hex digits that change with its code, its options or what it learned. */
  version: z.string(),
  options: z.record(z.string(), z.unknown()),
  fitted: Fitted,
});
export type Encoding = z.infer<typeof Encoding>;

/** @param revision changes with the encoder's code where that changes its features */
export function versionOf(id: string, revision: number, options: unknown, fitted: unknown): string {
  const hash = createHash('sha256')
    .update(canonical([revision, options, fitted]))
    .digest('hex');
  return `${id}-${hash.slice(0, 16)}`;
}

/** JSON whose keys are in order: a database may give them back in another. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
