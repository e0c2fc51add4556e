import { z } from 'zod';
import { ApiKeys, CreatedKey, CreateKey } from '../keys.js';
import { PageQuery } from '../page.js';
import { Done, type RouteEntry } from './route-entry.js';

/** No key makes, sees or ends keys: whoever has got hold of one would make others of it. */
export const keyRoutes = {
  'GET /me/keys': {
    summary: 'Your keys, newest first',
    access: 'session',
    query: PageQuery,
    response: ApiKeys,
    errors: [],
  },
  'POST /me/keys': {
    summary: 'Make a key that acts as you. The answer is the only one that has it',
    access: 'session',
    body: CreateKey,
    response: CreatedKey,
    errors: ['project_not_found', 'too_many_keys'],
  },
  'GET /keys': {
    summary: 'The keys of everybody, newest first',
    access: 'session',
    query: PageQuery,
    response: ApiKeys,
    errors: ['forbidden'],
  },
  'DELETE /keys/{keyId}': {
    summary: 'Revoke a key of yours, or as an admin anybody’s: it works no more from now on',
    access: 'session',
    params: z.object({ keyId: z.string() }),
    response: Done,
    errors: ['key_not_found'],
  },
} as const satisfies Record<string, RouteEntry>;
