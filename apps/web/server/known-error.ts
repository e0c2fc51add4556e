import { ERRORS, type ErrorCode, ROUTES, type RouteEntry, type RouteName } from '@querent/contracts';
import { failureOf } from '@querent/db';
import { findRefusal } from '@querent/domain';

/** A route of the contract, or a page. */
export type Asked = RouteName | 'page';

export interface KnownError {
  code: ErrorCode;
  detail: string;
  retryAfterSeconds?: number | null;
}

/** The error that who asked is told about; null where the cause is nobody's business but the log's. */
export function knownError(error: unknown, asked: Asked): KnownError | null {
  const refusal = findRefusal(error);
  if (refusal) return refusal;
  const failure = failureOf(error);
  const { errors }: Pick<RouteEntry, 'errors'> = asked === 'page' ? { errors: [] } : ROUTES[asked];
  if (failure === 'full')
    return { code: 'disk_full', detail: 'The disk of the server is full. Ask an admin to free space.' };
  if (failure === 'away' || failure === 'conflict') {
    return {
      code: 'unavailable',
      detail: 'The database does not answer at the moment. Try again shortly.',
    };
  }
  // A row that is there already is no answer: `transaction` lets the use case look again and say what that means.
  const gone = failure === 'gone' && errors.find((code) => ERRORS[code].status === 404);
  return gone ? { code: gone, detail: 'Somebody has removed this at the same moment. Reload the page.' } : null;
}
