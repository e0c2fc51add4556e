import { ERRORS, type ErrorCode, ROUTES, type RouteEntry, type RouteName } from '@querent/contracts';
import { DomainError } from '@querent/domain';

/** A route of the contract, or a page. */
export type Asked = RouteName | 'page';

export interface KnownError {
  code: ErrorCode;
  detail: string;
  retryAfterSeconds?: number | null;
}

/** Of PostgreSQL, of Prisma, of its driver, of the system: the database or the way to it is away, or too busy for now. */
const AWAY = new Set([
  ...['57P01', '57P02', '57P03', '08000', '08001', '08003', '08006', '53300', '40P01', '40001'],
  ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034', 'P2037'],
  ...['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections', 'TransactionWriteConflict'],
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
  'PrismaClientInitializationError',
]);
const AWAY_IN_WORDS =
  /Connection (terminated|ended)|Can't reach database|closed the connection|Code: `57P0|is not queryable|timeout exceeded when trying to connect|Unable to start a transaction in the given time/;
const FULL = new Set(['ENOSPC', 'EDQUOT', '53100']);
/** A row is gone that was there a moment ago; one is there that was not. */
const GONE = new Set(['P2025', 'P2003', '23503', 'ForeignKeyConstraintViolation']);
const TAKEN = new Set(['P2002', '23505', 'UniqueConstraintViolation']);

/** The error that who asked is told about; null where the cause is nobody's business but the log's. */
export function knownError(error: unknown, asked: Asked): KnownError | null {
  if (error instanceof DomainError) return error;
  const marks = [...marksOf(error)];
  const isOne = (of: Set<string>) => marks.some((mark) => of.has(mark));
  const { errors }: Pick<RouteEntry, 'errors'> = asked === 'page' ? { errors: [] } : ROUTES[asked];
  const ownError = (status: number) => errors.find((code) => ERRORS[code].status === status);
  if (isOne(FULL)) return { code: 'disk_full', detail: 'The disk of the server is full. Ask an admin to free space.' };
  if (isOne(AWAY) || marks.some((mark) => AWAY_IN_WORDS.test(mark))) {
    return {
      code: 'unavailable',
      detail: 'The database does not answer at the moment. Your work is kept; try again shortly.',
    };
  }
  const [gone, taken] = [isOne(GONE) && ownError(404), isOne(TAKEN) && ownError(409)];
  if (gone) return { code: gone, detail: 'Somebody has removed this at the same moment. Reload the page.' };
  if (taken) return { code: taken, detail: 'Somebody has done the same at this moment. Reload the page to see it.' };
  return null;
}

/** Names, codes and messages of an error and of what lies under it: each library wraps those below in a way of its own. */
function* marksOf(error: unknown, depth = 0): Generator<string> {
  if (typeof error !== 'object' || error === null || depth > 6) return;
  const { name, code, originalCode, kind, message, cause, meta, errors } = error as Record<string, unknown>;
  for (const mark of [name, code, originalCode, kind, message]) if (typeof mark === 'string') yield mark;
  const under = [cause, (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError];
  for (const one of [...under, ...(Array.isArray(errors) ? errors : [])]) yield* marksOf(one, depth + 1);
}
