import { z } from 'zod';
import { pageOf } from './page.js';
import { shortText } from './text.js';

/** What a key may do: each includes the one before. Which route asks for which stands in the table of routes, as `access`. */
export const Scope = z.enum(['read', 'label', 'manage']);
export type Scope = z.infer<typeof Scope>;

export const includesScope = (scope: Scope, needed: Scope): boolean =>
  Scope.options.indexOf(scope) >= Scope.options.indexOf(needed);

/** What every key begins with, so that people and scanners for leaked secrets tell it from others. */
export const KEY_PREFIX = 'querent_';

export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  scope: Scope,
  projectId: z.string().nullable().describe('The one project it is for; null where it is for all of its person’s'),
  projectName: z.string().nullable(),
  start: z.string().describe('Its first letters, by which it is recognised; the key itself is not kept'),
  personId: z.string().describe('As whom it acts'),
  personName: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable().describe('To the minute; null where it never was'),
  expiresAt: z.iso.datetime().nullable().describe('Null where it works until it is revoked'),
  hasExpired: z.boolean(),
});
export type ApiKey = z.infer<typeof ApiKey>;
export const ApiKeys = pageOf(ApiKey);

export const CreateKey = z.strictObject({
  name: shortText(100, 'Please give the key a name'),
  scope: Scope.default('read'),
  projectId: z.string().max(100).nullable().default(null).describe('The one project it is for'),
  days: z.int().min(1).max(3_650).nullable().default(null).describe('How long it works; null until it is revoked'),
});
export type CreateKey = z.infer<typeof CreateKey>;

/** The key is shown once: only its hash is stored. */
export const CreatedKey = ApiKey.extend({ key: z.string().describe('To be sent as `Authorization: Bearer …`') });
export type CreatedKey = z.infer<typeof CreatedKey>;
