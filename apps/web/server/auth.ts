import 'server-only';
import type { Db } from '@querent/db';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';

interface AuthEnv {
  BETTER_AUTH_SECRET: string;
  PUBLIC_URL: string;
}

/** This machine goes by two names; both are the same site. */
function originsOf(publicUrl: string): string[] {
  const url = new URL(publicUrl);
  if (!['localhost', '127.0.0.1'].includes(url.hostname)) return [url.origin];
  return ['localhost', '127.0.0.1'].map((host) => `${url.protocol}//${host}:${url.port}`);
}

/** Sessions by e-mail and password. Accounts are made with invitation links only, so that signing up is off. */
export function createAuth(db: Db, env: AuthEnv) {
  return betterAuth({
    baseURL: env.PUBLIC_URL,
    secret: env.BETTER_AUTH_SECRET,
    trustedOrigins: originsOf(env.PUBLIC_URL),
    database: prismaAdapter(db, { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128 },
    user: { additionalFields: { role: { type: 'string', input: false, defaultValue: 'annotator' } } },
    session: { expiresIn: 60 * 60 * 24 * 14, updateAge: 60 * 60 * 24 },
    rateLimit: {
      enabled: true,
      storage: 'memory',
      window: 60,
      max: 300,
      customRules: { '/sign-in/email': { window: 60, max: 10 } },
    },
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

export type Auth = ReturnType<typeof createAuth>;
