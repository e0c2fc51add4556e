import { FormatError } from '../format-error.js';
import { nameOf } from '../name-of.js';

export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws not_an_object */
export function asObject(value: unknown): JsonObject {
  if (isObject(value)) return value;
  throw new FormatError('not_an_object', `It is ${nameOf(value)}, and a record is an object: {"text": …}.`);
}
