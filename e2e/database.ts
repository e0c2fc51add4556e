import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Querent } from './harness.ts';

/** The database of a running Querent, as its superuser sees it. */
export async function openDatabase({ dataDir, output }: Pick<Querent, 'dataDir' | 'output'>): Promise<pg.Client> {
  const secrets = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'));
  const [, port] = /PostgreSQL on port (\d+)/.exec(output) ?? [];
  const client = new pg.Client({
    connectionString: `postgresql://querent:${secrets.postgresPassword}@127.0.0.1:${port}/querent`,
  });
  await client.connect();
  return client;
}
