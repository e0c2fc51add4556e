import { randomBytes } from 'node:crypto';

/**
 * A UUID of version 7, as the schema's `uuid(7)`, for rows that are written by SQL and named before they are there. They begin
 * with the time, so that new ones go to the end of their index.
 */
export function newId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
