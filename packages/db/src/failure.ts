/**
 * Why the database did not do what it was asked: it, or the way to it, is away or too busy for now; its disk is full; two
 * transactions were in each other's way; a row is gone that was there a moment ago; one is there that was not.
 */
export type DatabaseFailure = 'away' | 'full' | 'conflict' | 'gone' | 'taken';

/** As PostgreSQL, Prisma, its driver and the system call them. */
const MARKS: Record<DatabaseFailure, ReadonlySet<string>> = {
  full: new Set(['ENOSPC', 'EDQUOT', '53100']),
  conflict: new Set(['40001', '40P01', 'P2034', 'TransactionWriteConflict']),
  away: new Set([
    ...['57P01', '57P02', '57P03', '08000', '08001', '08003', '08006', '53300'],
    ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'],
    ...['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'],
    ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
    'PrismaClientInitializationError',
  ]),
  gone: new Set(['P2025', 'P2003', '23503', 'ForeignKeyConstraintViolation']),
  taken: new Set(['P2002', '23505', 'UniqueConstraintViolation']),
};
/** Where nothing but the text tells. */
const AWAY_IN_WORDS =
  /Connection (terminated|ended)|Can't reach database|closed the connection|Code: `57P0|is not queryable|timeout exceeded when trying to connect|Unable to start a transaction in the given time/;

/** What an error says of the database, however deep it is wrapped; null where it has another cause. */
export function failureOf(error: unknown): DatabaseFailure | null {
  const marks = [...marksOf(error)];
  const kinds = Object.keys(MARKS) as DatabaseFailure[];
  const found = kinds.find((kind) => marks.some((mark) => MARKS[kind].has(mark)));
  return found ?? (marks.some((mark) => AWAY_IN_WORDS.test(mark)) ? 'away' : null);
}

/** Names, codes and messages of an error and of what lies under it: each library wraps those below in a way of its own. */
function* marksOf(error: unknown, depth = 0): Generator<string> {
  if (typeof error !== 'object' || error === null || depth > 6) return;
  const { name, code, originalCode, kind, message, cause, meta, errors } = error as Record<string, unknown>;
  for (const mark of [name, code, originalCode, kind, message]) if (typeof mark === 'string') yield mark;
  const under = [cause, (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError];
  for (const one of [...under, ...(Array.isArray(errors) ? errors : [])]) yield* marksOf(one, depth + 1);
}
