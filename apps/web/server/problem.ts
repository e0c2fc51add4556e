import { ERRORS, problemOf, type RouteName } from '@querent/contracts';
import { type Asked, type KnownError, knownError } from './known-error';
import { getOutageLog } from './outage-log';

/** When trying again begins to make sense, where the error itself does not say. */
const RETRY_AFTER_SECONDS: Record<number, number> = { 429: 15, 503: 2, 423: 5, 507: 30 };

/** Any error as an `application/problem+json` response. What is not known goes to the log beside the request's id. */
export function problemResponse(error: unknown, requestId: string, routeName: RouteName): Response {
  const { code, detail, retryAfterSeconds }: KnownError = reportFailure(error, routeName, requestId) ?? {
    code: 'internal',
    detail: `Something went wrong on our side. Try again; if it stays, give this number to an admin: ${requestId}`,
  };
  const problem = problemOf(code, detail, requestId);
  const retryAfter = retryAfterSeconds ?? RETRY_AFTER_SECONDS[problem.status];
  return Response.json(problem, {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(retryAfter ? { 'retry-after': String(retryAfter) } : {}),
    },
  });
}

/** Writes to the log what an admin should see of an error: an outage once, what is not known in full. */
export function reportFailure(error: unknown, asked: Asked, requestId?: string): KnownError | null {
  const known = knownError(error, asked);
  if (known === null || known.code === 'internal')
    console.error(JSON.stringify({ level: 'error', requestId, asked, error: describe(error) }));
  else if (ERRORS[known.code].status >= 500) getOutageLog().failed(known.code, asked, error);
  return known;
}

/** For pages: an outage without its stack, since Next.js writes down all that is thrown; any other error as it is. */
export function pageError(error: unknown): unknown {
  const known = knownError(error, 'page');
  if (known === null || ERRORS[known.code].status < 500) return error;
  getOutageLog().failed(known.code, 'page', error);
  return Object.assign(new Error(known.detail), { stack: undefined });
}

const describe = (error: unknown) =>
  error instanceof Error ? `${error.stack}${error.cause ? `\ncaused by ${error.cause}` : ''}` : String(error);
