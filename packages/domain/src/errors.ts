import type { ErrorCode } from '@querent/contracts';

/** A refusal that the person using the product can understand: `detail` says what happened and what to do next. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly detail: string;

  constructor(code: ErrorCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.name = 'DomainError';
    this.code = code;
    this.detail = detail;
  }
}
