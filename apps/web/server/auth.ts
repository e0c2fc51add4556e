import 'server-only';
import type { Db } from '@querent/db';
import { SESSION_DAYS } from '@querent/domain';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { createAuthEndpoint } from 'better-auth/api';
import { deleteSessionCookie, setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

interface AuthEnv {
  BETTER_AUTH_SECRET: string;
  PUBLIC_URL: string;
}

/** The signed cookie of a session that the domain has opened or ended. */
const cookies = {
  id: 'cookies',
  endpoints: {
    giveCookie: createAuthEndpoint(
      '/give-cookie',
      { method: 'POST', body: z.object({ token: z.string() }) },
      async (ctx) => {
        const session = await ctx.context.internalAdapter.findSession(ctx.body.token);
        if (session) await setSessionCookie(ctx, session);
      },
    ),
    takeCookie: createAuthEndpoint('/take-cookie', { method: 'POST' }, async (ctx) => deleteSessionCookie(ctx)),
  },
};

/**
 * Reads sessions and writes their cookies; the routes of better-auth itself are not served. Who may sign in, with what and how
 * often is decided in the domain. Sessions are never cached in the cookie: each request sees today's role.
 */
export function createAuth(db: Db, env: AuthEnv) {
  const day = 60 * 60 * 24;
  return betterAuth({
    baseURL: env.PUBLIC_URL,
    secret: env.BETTER_AUTH_SECRET,
    database: prismaAdapter(db, { provider: 'postgresql' }),
    plugins: [cookies],
    user: {
      additionalFields: {
        role: { type: 'string', input: false, defaultValue: 'annotator' },
        deactivatedAt: { type: 'date', input: false, required: false },
      },
    },
    session: { expiresIn: day * SESSION_DAYS, updateAge: day, cookieCache: { enabled: false } },
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'querent',
      useSecureCookies: env.PUBLIC_URL.startsWith('https:'),
      database: { generateId: false },
    },
    telemetry: { enabled: false },
    // Its errors rise to the route, which says an outage once.
    logger: { disabled: true },
  });
}
