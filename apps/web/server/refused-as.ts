import 'server-only';
import type { ErrorCode } from '@querent/contracts';
import { DomainError } from '@querent/domain';
import { notFound } from 'next/navigation';

const MISSING: ErrorCode[] = ['model_not_found', 'round_not_found'];

/** For pages that show some refusals in their place: gives their words, and says of what is not there that it is not. */
export const refusedAs =
  (...codes: ErrorCode[]) =>
  (error: unknown): string => {
    if (error instanceof DomainError && codes.includes(error.code)) return error.detail;
    if (error instanceof DomainError && MISSING.includes(error.code)) notFound();
    throw error;
  };
