import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * No TypeScript: the running server would load the compiler for this file alone, 40 MB that stay.
 *
 * @type {import('next').NextConfig}
 */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm run check`, for all packages at once.
  typescript: { ignoreBuildErrors: true },
  // Read their own files from disk, or hold native code.
  serverExternalPackages: ['bullmq', 'ioredis', 'pg', 'sharp', 'better-auth', '@prisma/client', '@prisma/adapter-pg'],
  outputFileTracingRoot: join(dirname(fileURLToPath(import.meta.url)), '../..'),
  turbopack: { root: join(dirname(fileURLToPath(import.meta.url)), '../..') },
};

export default config;
