import type { ErrorCode } from '@querent/contracts';
import { CoreError, type CoreErrorCode } from '@querent/core/errors';
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

/** An error of the core as the product's own; any other as it is. */
export const refusalOf = (error: unknown): unknown =>
  error instanceof CoreError ? new DomainError(CODES[error.code], error.detail, { cause: error }) : error;
