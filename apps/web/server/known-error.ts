import { ERRORS, type ErrorCode, ROUTES, type RouteEntry, type RouteName } from '@querent/contracts';
import { failureOf } from '@querent/db';
import { DomainError } from '@querent/domain';

/** A route of the contract, or a page. */
export type Asked = RouteName | 'page';

export interface KnownError {
  code: ErrorCode;
  detail: string;
  retryAfterSeconds?: number | null;
}

/** The error that who asked is told about; null where the cause is nobody's business but the log's. */
export function knownError(error: unknown, asked: Asked): KnownError | null {
  if (error instanceof DomainError) return error;
  const failure = failureOf(error);
  const { errors }: Pick<RouteEntry, 'errors'> = asked === 'page' ? { errors: [] } : ROUTES[asked];
  const ownError = (status: number) => errors.find((code) => ERRORS[code].status === status);
  if (failure === 'full')
    return { code: 'disk_full', detail: 'The disk of the server is full. Ask an admin to free space.' };
  if (failure === 'away' || failure === 'conflict') {
    return {
      code: 'unavailable',
      detail: 'The database does not answer at the moment. Try again shortly.',
    };
  }
  const [gone, taken] = [failure === 'gone' && ownError(404), failure === 'taken' && ownError(409)];
  if (gone) return { code: gone, detail: 'Somebody has removed this at the same moment. Reload the page.' };
  if (taken) return { code: taken, detail: 'Somebody has done the same at this moment. Reload the page to see it.' };
  return null;
}
