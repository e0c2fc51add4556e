/** Why the core refuses. */
export type CoreErrorCode =
  | 'no_labels'
  | 'invalid_content'
  | 'invalid_label'
  | 'invalid_features'
  | 'invalid_options'
  | 'invalid_predictions'
  | 'input_too_small'
  | 'unknown_method'
  | 'model_unavailable'
  | 'backend_unavailable'
  | 'shape_mismatch'
  | 'shard_corrupt'
  | 'state_corrupt'
  | 'too_large'
  | 'training_diverged';

/** What anything that was thrown says of itself. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** A refusal of the core: `detail` tells the person at the keyboard what is wrong and what to do about it. */
export class CoreError extends Error {
  readonly code: CoreErrorCode;
  readonly detail: string;

  constructor(code: CoreErrorCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.name = 'CoreError';
    this.code = code;
    this.detail = detail;
  }
}
