import type { ErrorCode } from './errors.js';
import { ROUTES, type RouteEntry, type RouteName } from './routes/index.js';

/** Every error that a route can answer with: its own of the table, and what comes with its shape. */
export function errorsOf(name: RouteName): ErrorCode[] {
  const entry: RouteEntry = ROUTES[name];
  const isReading = name.startsWith('GET ');
  const codes: ErrorCode[] = [...entry.errors];
  if (entry.params || entry.query || entry.body || entry.headers) codes.push('invalid_input');
  if (entry.body || entry.takes) codes.push('too_large');
  if (!entry.public) codes.push('not_signed_in');
  if (!isReading) codes.push('wrong_origin', 'disk_full');
  codes.push('unavailable', 'internal');
  return [...new Set(codes)];
}
