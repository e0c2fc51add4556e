import { PrismaPg } from '@prisma/adapter-pg';
import { type Prisma, PrismaClient } from './generated/client.js';

export type Db = PrismaClient;
/** What a function needs that may run inside a transaction or outside one. */
export type Transaction = Prisma.TransactionClient;

/**
 * Opens a pool of connections to PostgreSQL.
 *
 * @param connections upper bound of the pool; the web app and each worker have one pool
 */
export function createDb(connectionString: string, connections = 10): Db {
  const adapter = new PrismaPg({ connectionString, max: connections, connectionTimeoutMillis: 5_000 });
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 60_000 } });
}
