import type { Answer } from '@querent/contracts';

/** An answer as its row keeps it, which was checked when it was stored. */
export const toAnswer = (stored: unknown): Answer | null => (stored ?? null) as Answer | null;
