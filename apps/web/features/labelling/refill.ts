export interface LastAsked {
  atMs: number;
  /** Whether it brought cards that were not in hand before. */
  isFruitful: boolean;
}

/** Enough for ten answers without a network. */
export const HAND = 14;
const REFILL_UNDER = 12;
const [SOON_MS, ASK_AGAIN_MS] = [150, 4_000];

/**
 * How long to wait before asking for cards again; null where the hand is full enough. Where the last asking brought
 * nothing new (the pool is nearly empty, the network is down) it is asked now and then, and never in a tight loop.
 */
export function refillDelayMs(cardsInHand: number, last: LastAsked, nowMs: number): number | null {
  if (cardsInHand >= REFILL_UNDER) return null;
  return Math.max(0, last.atMs + (last.isFruitful ? SOON_MS : ASK_AGAIN_MS) - nowMs);
}
