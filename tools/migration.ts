import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMigration } from './migrate.ts';
import { newPassword, startPostgres } from './postgres.ts';

/** `npm run migration -- <name>`: writes the step from the last migration to today's schema, for review. */
const name = process.argv[2] ?? '';
if (!/^[a-z0-9_]+$/.test(name)) {
  console.error('Give the migration a name of small letters: npm run migration -- add_guidelines');
  process.exit(1);
}
const base = mkdtempSync(join(tmpdir(), 'querent-migration-'));
chmodSync(base, 0o755); // the server runs as another user where this one is root
const server = await startPostgres({ folder: join(base, 'postgres'), password: newPassword() });
try {
  const folder = await createMigration(name, server.url('postgres'));
  console.log(
    folder ? `Written: ${folder}. Read it before you commit it.` : 'The migrations already lead to this schema.',
  );
} finally {
  await server.stop();
  rmSync(base, { recursive: true, force: true });
}
