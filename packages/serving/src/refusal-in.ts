import { CoreError, messageOf } from '@querent/core/errors';
import { StorageError } from '@querent/storage';
import { ItemError } from './in-batches.js';
import type { Refusal } from './messages.js';

/** What was thrown, as a value that goes from one thread to another. */
export function refusalIn(error: unknown): Refusal {
  if (error instanceof ItemError) return { ...refusalIn(error.cause), record: error.place };
  if (error instanceof CoreError || error instanceof StorageError)
    return { code: error.code, detail: error.detail, stack: error.stack };
  return { code: null, detail: messageOf(error), stack: error instanceof Error ? error.stack : undefined };
}
