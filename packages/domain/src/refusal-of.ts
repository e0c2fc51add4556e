import type { ErrorCode } from '@querent/contracts';
import { CoreError, type CoreErrorCode } from '@querent/core/errors';
import { failureOf } from '@querent/db';
import { FormatError } from '@querent/formats';
import { StorageError } from '@querent/storage';
import { DomainError } from './errors.js';

/** What the product calls each refusal of the core. */
export const CORE_CODES: Record<CoreErrorCode, ErrorCode> = {
  no_labels: 'no_new_labels',
  invalid_content: 'record_corrupt',
  invalid_label: 'record_corrupt',
  invalid_features: 'record_corrupt',
  invalid_options: 'invalid_input',
  invalid_predictions: 'predictions_refused',
  unknown_method: 'invalid_input',
  input_too_small: 'method_unsuitable',
  shape_mismatch: 'method_unsuitable',
  too_large: 'method_unsuitable',
  shard_corrupt: 'object_corrupt',
  state_corrupt: 'object_corrupt',
  training_diverged: 'training_failed',
  model_unavailable: 'unavailable',
  backend_unavailable: 'unavailable',
};

/** A refusal of the core, of a format or of the store as the product's own, which one may be already; null where an error is none. */
export function findRefusal(error: unknown): DomainError | null {
  if (error instanceof CoreError) return new DomainError(CORE_CODES[error.code], error.detail, { cause: error });
  if (error instanceof FormatError) return new DomainError('invalid_input', error.message, { cause: error });
  // The product calls them by the same names.
  if (error instanceof StorageError) return new DomainError(error.code, error.detail, { cause: error });
  return error instanceof DomainError ? error : null;
}

/** The same, and one that the database's state explains; any other as it is. */
export function refusalOf(error: unknown): unknown {
  const refusal = findRefusal(error);
  if (refusal) return refusal;
  const failure = failureOf(error);
  if (failure === 'full') {
    const detail =
      'There is no space left where the database lies. Free some space; it goes on by itself, and nothing is lost.';
    return new DomainError('disk_full', detail, { cause: error });
  }
  if (failure === 'away' || failure === 'conflict')
    return new DomainError('unavailable', 'The database does not answer at the moment. It goes on when it is back.', {
      cause: error,
    });
  return error;
}
