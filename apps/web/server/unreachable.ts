/** As Prisma names them, as PostgreSQL does while it starts or stops (class 57P), and as the system does. */
const CODES = /^(P1001|P1002|P1008|P1017|P2024|57P0[1-5]|08\d{3}|E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT))$/;
/** Where a code stands in the text only: Prisma wraps that of a raw query, the driver has none for a lost connection. */
const WORDS =
  /Can't reach database|Code: `57P0|closed the connection|Connection (terminated|ended)|ECONNREFUSED|timeout exceeded when trying to connect|is not queryable|Unable to start a transaction in the given time/;

interface Failure {
  name?: string;
  code?: unknown;
  message?: string;
  cause?: unknown;
}

/** Whether something failed because the database cannot be reached at the moment, however deep that is wrapped. */
export function isUnreachable(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  const { name, code, message, cause } = error as Failure;
  return (
    name === 'PrismaClientInitializationError' ||
    CODES.test(String(code ?? '')) ||
    WORDS.test(message ?? '') ||
    isUnreachable(cause, depth + 1)
  );
}

const QUIET_MS = 60_000;
let lastToldAt = Number.NEGATIVE_INFINITY;

/** One line an outage in the log, or one a minute of it, instead of a stack a request. */
export function tellUnreachable(now = performance.now()): void {
  if (now - lastToldAt < QUIET_MS) return;
  lastToldAt = now;
  console.error(JSON.stringify({ level: 'error', code: 'unavailable', error: 'The database does not answer.' }));
}
