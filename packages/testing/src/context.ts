import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@querent/contracts';
import { createDb, type Db } from '@querent/db';
import type { Actor, Context } from '@querent/domain';
import { createQueue } from '@querent/queue';
import { openFolderInbox, openFolderStore } from '@querent/storage';
import { createTestDatabase } from './database.js';

export interface TestContext {
  db: Db;
  url: string;
  objectsDir: string;
  /** The context of a new person. */
  as(role: Role): Promise<Context>;
  system: Omit<Context, 'actor'>;
  close(): Promise<void>;
}

/** Real database, real queue, real files: everything a domain function touches, thrown away by `close`. */
export async function createTestContext(serverUrl: string, redisUrl?: string): Promise<TestContext> {
  const database = await createTestDatabase(serverUrl);
  const objectsDir = mkdtempSync(join(tmpdir(), 'querent-objects-'));
  const db = createDb(database.url);
  const queue = createQueue({ databaseUrl: database.url, redisUrl });
  const system = { db, queue, store: openFolderStore(objectsDir), inbox: openFolderInbox(objectsDir) };
  let people = 0;
  return {
    db,
    url: database.url,
    objectsDir,
    system,
    async as(role) {
      people++;
      const user = await db.user.create({
        data: { name: `${role} ${people}`, email: `${role}${people}@example.org`, role },
      });
      const actor: Actor = { id: user.id, role };
      return { ...system, actor };
    },
    async close() {
      await queue.close();
      await db.$disconnect();
      await database.drop();
      rmSync(objectsDir, { recursive: true, force: true });
    },
  };
}
