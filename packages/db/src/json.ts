import type { Prisma } from './generated/client.js';

/** Plain data as a column of JSON takes it: schemas leave options open, where Prisma's type asks for every member. */
export function jsonOf(value: unknown): Prisma.InputJsonObject {
  if (typeof value === 'object' && value !== null) return value;
  throw new TypeError(`A column of JSON holds objects and lists, and no ${typeof value}.`);
}
