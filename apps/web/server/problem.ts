import { ERRORS, type ErrorCode, type Problem } from '@querent/contracts';
import { DomainError } from '@querent/domain';
import { isUnreachable, tellUnreachable } from './unreachable';

interface Known {
  code: ErrorCode;
  detail: string;
  retryAfterSeconds?: number | null;
}

/** The error that a caller is told about; null where the cause is nobody's business but the log's. */
function known(error: unknown): Known | null {
  if (error instanceof DomainError) return error;
  if (isUnreachable(error))
    return {
      code: 'unavailable',
      detail: 'The database does not answer at the moment. Your work is kept; try again shortly.',
    };
  return null;
}

/** Any error as an `application/problem+json` response. What is not known goes to the log beside the request's id. */
export function problemResponse(error: unknown, requestId: string, routeName: string): Response {
  const { code, detail, retryAfterSeconds }: Known = known(error) ?? {
    code: 'internal',
    detail: `Something went wrong on our side. Try again; if it stays, give this number to an admin: ${requestId}`,
  };
  const { status, title } = ERRORS[code];
  if (code === 'unavailable') tellUnreachable();
  else if (status >= 500)
    console.error(JSON.stringify({ level: 'error', requestId, route: routeName, code, error: describe(error) }));
  const problem: Problem = { type: `urn:querent:error:${code}`, title, status, code, detail, requestId };
  return Response.json(problem, {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(retryAfterSeconds ? { 'retry-after': String(retryAfterSeconds) } : {}),
    },
  });
}

const describe = (error: unknown) =>
  error instanceof Error ? `${error.stack}${error.cause ? `\ncaused by ${error.cause}` : ''}` : String(error);
