import pg from 'pg';
import type { Transaction } from './client.js';

const CHANNELS = { project: 'querent_project', person: 'querent_person' } as const;
const RECONNECT_MS = 1_000;

/** Tells every web process that something in a project has moved; within a transaction it is told at commit. */
export async function notifyProject(db: Transaction, projectId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_notify(${CHANNELS.project}, ${projectId})`;
}

/** Tells every web process that what a person may do has changed: signed out, another role, no member any more. */
export async function notifyPerson(db: Transaction, personId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_notify(${CHANNELS.person}, ${personId})`;
}

export interface Listener {
  close(): Promise<void>;
}

export interface Heard {
  /** Null where any of them may have moved, as once it has begun to listen. */
  onProject(projectId: string | null): void;
  /** Null where anybody's rights may have changed. */
  onPerson(personId: string | null): void;
}

/**
 * Calls back with the id of each project that moved and each person whose rights changed. One connection a process; a lost
 * one is opened again. Whenever it begins to listen both are called with null, since it may have missed something.
 */
export function listen(connectionString: string, { onProject, onPerson }: Heard): Listener {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const reconnect = () => {
    client?.removeAllListeners();
    client?.on('error', () => {});
    client = null;
    if (isClosed) return;
    timer = setTimeout(connect, RECONNECT_MS);
  };
  const connect = async () => {
    const next = new pg.Client({ connectionString, keepAlive: true });
    client = next;
    next.on('error', reconnect);
    next.on('end', reconnect);
    next.on('notification', ({ channel, payload }) => {
      if (payload) (channel === CHANNELS.person ? onPerson : onProject)(payload);
    });
    try {
      await next.connect();
      await next.query(`LISTEN ${CHANNELS.project}; LISTEN ${CHANNELS.person}`);
      onProject(null);
      onPerson(null);
    } catch {
      await next.end().catch(() => {});
      if (client === next) reconnect();
    }
  };
  void connect();

  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      client?.removeAllListeners();
      client?.on('error', () => {});
      await client?.end().catch(() => {});
    },
  };
}
