import { randomUUID } from 'node:crypto';

/**
 * A UUID of version 7, as the schema's `uuid(7)`, for rows that are written by SQL and named before they are there. They begin
 * with the time, so that new ones go to the end of their index.
 */
export function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice('xxxxxxxx-xxxx-4'.length)}`;
}
