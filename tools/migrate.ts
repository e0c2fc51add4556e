import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DiffTarget, MigrationList, SchemaFilter } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { messageOf } from './errors.mjs';
import { openSchemaEngine } from './schema-engine.ts';
import { ROOT, StageError } from './stages.mjs';

const FOLDER = join(ROOT, 'prisma/migrations');
const SCHEMA = join(ROOT, 'prisma/schema.prisma');
/** The schema that the migrations lead to. */
const MIGRATED = join(ROOT, 'prisma/migrated.prisma');
const LOCK = 4_711_001;

function listMigrations(last = '\uffff'): MigrationList {
  const names = existsSync(FOLDER) ? readdirSync(FOLDER, { withFileTypes: true }).filter((e) => e.isDirectory()) : [];
  const migrationDirectories = names
    .map(({ name }) => name)
    .sort()
    .filter((name) => name <= last)
    .map((path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: readFileSync(join(FOLDER, path, 'migration.sql'), 'utf8') },
      },
    }));
  const lockfile = { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' };
  return { baseDir: FOLDER, lockfile, shadowDbInitScript: '', migrationDirectories };
}

const filters: SchemaFilter = { externalTables: [], externalEnums: [] };

/**
 * Applies the migrations that the database has not had. Two that come at once take turns.
 *
 * @param last stops after the migration of this name, as a release did that had no later one
 * @throws StageError
 */
export async function migrate(connectionString: string, last?: string) {
  const lock = new pg.Client({ connectionString });
  await lock.connect();
  await lock.query(`SELECT pg_advisory_lock(${LOCK})`);
  try {
    const { engine, close } = await openSchemaEngine(connectionString);
    try {
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: listMigrations(last), filters });
      return appliedMigrationNames;
    } finally {
      await close();
    }
  } catch (cause) {
    throw new StageError(
      `The database cannot be brought up to date: ${messageOf(cause)}. Nothing was lost; restore a backup or report this with the log.`,
    );
  } finally {
    await lock.end();
  }
}

/**
 * Writes the migration from the schema that the last one led to, of which a copy is kept, to today's; null where there is
 * no difference. The engine could read the old schema from a database instead, but its driver cannot read all columns of
 * PostgreSQL's own catalogue.
 *
 * @param serverUrl any server, whose version the engine asks for
 */
export async function createMigration(name: string, serverUrl: string) {
  const today = readFileSync(SCHEMA, 'utf8');
  const schemaOf = (content: string): DiffTarget => ({ tag: 'schemaDatamodel', files: [{ path: SCHEMA, content }] });
  const { engine, close } = await openSchemaEngine(serverUrl);
  const { stdout } = await engine.diff({
    from: existsSync(MIGRATED) ? schemaOf(readFileSync(MIGRATED, 'utf8')) : { tag: 'empty' },
    to: schemaOf(today),
    script: true,
    exitCode: null,
    filters,
  });
  await close();
  writeFileSync(MIGRATED, today);
  if (!stdout?.trim() || stdout.includes('This is an empty migration')) return null;
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(FOLDER, `${stamp}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'migration.sql'), stdout);
  writeFileSync(join(FOLDER, 'migration_lock.toml'), 'provider = "postgresql"\n');
  return folder;
}
