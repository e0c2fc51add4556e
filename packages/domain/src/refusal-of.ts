import type { ErrorCode } from '@querent/contracts';
import { CoreError, type CoreErrorCode } from '@querent/core/errors';
import { failureOf } from '@querent/db';
import { DomainError } from './errors.js';

/** What the product calls each refusal of the core. */
const CODES: Record<CoreErrorCode, ErrorCode> = {
  no_labels: 'no_new_labels',
  invalid_content: 'record_corrupt',
  invalid_label: 'record_corrupt',
  invalid_features: 'record_corrupt',
  invalid_options: 'invalid_input',
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

/** An error of the core, or one that the database's state explains, as the product's own; any other as it is. */
export function refusalOf(error: unknown): unknown {
  if (error instanceof CoreError) return new DomainError(CODES[error.code], error.detail, { cause: error });
  if (error instanceof DomainError) return error;
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
