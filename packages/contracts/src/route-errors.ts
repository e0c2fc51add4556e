import type { ErrorCode } from './errors.js';
import { ROUTES, type RouteEntry, type RouteName } from './routes/index.js';

/** Every error that a route can answer with: its own of the table, and what comes with its shape. */
export function errorsOf(name: RouteName): ErrorCode[] {
  const entry: RouteEntry = ROUTES[name];
  const isReading = name.startsWith('GET ');
  const codes: ErrorCode[] = [...entry.errors];
  if (entry.params || entry.query || entry.body || entry.headers) codes.push('invalid_input');
  if (entry.body || entry.takes) codes.push('too_large');
  if (entry.access !== 'public') codes.push('not_signed_in', 'key_invalid', 'key_not_allowed', 'too_many_attempts');
  if (!isReading) codes.push('wrong_origin');
  if (!isReading || entry.access !== 'public') codes.push('disk_full'); // a wrong key is counted
  codes.push('unavailable', 'internal');
  return [...new Set(codes)];
}
