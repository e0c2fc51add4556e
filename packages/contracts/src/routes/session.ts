import { z } from 'zod';
import { ChangePassword, Person, ResetPassword, SignIn, UpdateMe } from '../people.js';
import { Services } from '../services.js';
import { Done, type RouteEntry } from './route-entry.js';

export const sessionRoutes = {
  'GET /health': {
    access: 'public',
    summary: 'Whether the web app and its database answer',
    response: z.object({ status: z.literal('ok'), version: z.string() }),
    errors: ['unavailable'],
  },
  'GET /openapi.json': { access: 'public', summary: 'This description', response: z.unknown(), errors: [] },
  'POST /session': {
    access: 'public',
    summary: 'Sign in; the answer sets the session cookie',
    body: SignIn,
    response: Person,
    errors: ['wrong_password', 'account_deactivated', 'too_many_attempts'],
  },
  'DELETE /session': {
    access: 'public',
    summary: 'Sign out; also where nobody is signed in any more',
    response: Done,
    errors: [],
  },
  'GET /me': { access: 'read', summary: 'Who is asking', response: Person, errors: [] },
  'PATCH /me': { access: 'session', summary: 'Change your name', body: UpdateMe, response: Person, errors: [] },
  'PUT /me/password': {
    access: 'session',
    summary: 'Change your password; you are signed out everywhere else',
    body: ChangePassword,
    response: Done,
    errors: ['wrong_password', 'too_many_attempts'],
  },
  'POST /password-resets': {
    access: 'public',
    summary: 'Set a new password with a one-time link, and sign in; all other sessions of the account end',
    body: ResetPassword,
    response: Person,
    errors: ['reset_link_invalid', 'too_many_attempts'],
  },
  'GET /services': {
    access: 'read',
    summary: 'Whether training goes on, and whether the disk is full',
    response: Services,
    errors: [],
  },
} as const satisfies Record<string, RouteEntry>;
