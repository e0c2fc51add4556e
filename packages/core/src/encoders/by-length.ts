/**
 * Batches of sequences of about one length, so that little of a batch is padding. Empty sequences are in none.
 *
 * @returns places in `sequences`
 */
export function* byLength(sequences: ArrayLike<unknown>[], size: number): Generator<number[]> {
  const order = sequences.map((_, n) => n).filter((n) => sequences[n]!.length > 0);
  order.sort((a, b) => sequences[a]!.length - sequences[b]!.length || a - b);
  for (let at = 0; at < order.length; at += size) yield order.slice(at, at + size);
}
