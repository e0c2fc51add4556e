import { defineConfig } from 'vitest/config';

/** Tests read the sources (condition `source`), so that no stale build can pass; threads and servers under test are the built ones. */
const conditions = ['source', 'module', 'node', 'development|production'];

export default defineConfig({
  resolve: { conditions, alias: { '@/': `${import.meta.dirname}/apps/web/` } },
  ssr: { resolve: { conditions, externalConditions: ['node'] } },
  test: {
    include: ['packages/**/*.test.ts', 'apps/**/*.test.ts', 'tools/**/*.test.ts', 'bench/**/*.test.ts', '*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/.next/**'],
    globalSetup: ['packages/testing/src/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Only what hangs ends by them: on a busy machine a fit of seconds takes a minute.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
