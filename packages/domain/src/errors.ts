import type { ErrorCode } from '@querent/contracts';

interface DomainErrorOptions extends ErrorOptions {
  /** When trying again begins to make sense. */
  retryAfterSeconds?: number;
}

/** A refusal that the person using the product can understand: `detail` says what happened and what to do next. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly retryAfterSeconds: number | null;

  constructor(code: ErrorCode, detail: string, { retryAfterSeconds, ...options }: DomainErrorOptions = {}) {
    super(`${code}: ${detail}`, options);
    this.name = 'DomainError';
    this.code = code;
    this.detail = detail;
    this.retryAfterSeconds = retryAfterSeconds ?? null;
  }
}
