import pg from 'pg';
import type { Transaction } from './client.js';

const CHANNEL = 'querent_project';
const RECONNECT_MS = 1_000;

/** Tells every web process that something in a project has moved; within a transaction it is told at commit. */
export async function notifyProject(db: Transaction, projectId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_notify(${CHANNEL}, ${projectId})`;
}

export interface ProjectListener {
  close(): Promise<void>;
}

/**
 * Calls back with the id of each project that moved. One connection a process; a lost one is opened again, and since a
 * listener may then have missed something, `onMoved` is called with null: everything may have moved.
 */
export function listenToProjects(
  connectionString: string,
  onMoved: (projectId: string | null) => void,
): ProjectListener {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const reconnect = () => {
    client?.removeAllListeners();
    client?.on('error', () => {});
    client = null;
    if (isClosed) return;
    timer = setTimeout(() => connect(true), RECONNECT_MS);
  };
  const connect = async (isAgain: boolean) => {
    const next = new pg.Client({ connectionString, keepAlive: true });
    client = next;
    next.on('error', reconnect);
    next.on('end', reconnect);
    next.on('notification', ({ payload }) => payload && onMoved(payload));
    try {
      await next.connect();
      await next.query(`LISTEN ${CHANNEL}`);
      if (isAgain) onMoved(null);
    } catch {
      await next.end().catch(() => {});
      if (client === next) reconnect();
    }
  };
  void connect(false);

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
