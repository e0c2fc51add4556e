import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

/** One throw-away PostgreSQL for the whole run, with a migrated template that each test file copies. */
export default async function setup(project: TestProject) {
  const { startPostgres, newPassword } = await import('../../../tools/postgres.ts');
  const { migrate } = await import('../../../tools/migrate.ts');
  const base = mkdtempSync(join(tmpdir(), 'querent-test-'));
  chmodSync(base, 0o755); // the server runs as another user where this one is root
  const server = await startPostgres({ folder: join(base, 'postgres'), password: newPassword() });
  await migrate(server.url('template1')); // what CREATE DATABASE copies
  project.provide('postgresUrl', server.url('postgres'));
  return async () => {
    await server.stop();
    rmSync(base, { recursive: true, force: true });
  };
}
