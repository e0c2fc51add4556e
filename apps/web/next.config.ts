import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';

const config: NextConfig = {
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
