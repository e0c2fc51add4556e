import { z } from 'zod';
import { CoreError } from '../errors.js';
import { pack, unpack } from '../tensors/container.js';
import type { ScoredPart } from './score-part.js';

const MAGIC = 'QRNP';
const Header = z.object({ scored: z.int().min(0), excluded: z.int().min(0), best: z.int().min(0) });

/** Bytes of a scored part; JSON has no number for a key of −∞. */
export function savePart({ best, scored, excluded }: ScoredPart): Uint8Array {
  const numbers = Float64Array.from(best.flatMap(({ index, score, key }) => [index, score, key]));
  return pack(MAGIC, { scored, excluded, best: best.length }, [numbers]);
}

/**
 * The scored part that `savePart` made bytes of.
 *
 * @throws state_corrupt where the bytes are not those of `savePart`, or have changed since
 */
export function loadPart(bytes: Uint8Array): ScoredPart {
  const corrupt = (reason: string) =>
    new CoreError('state_corrupt', `The scores of a part of the pool cannot be read (${reason}). Run the round again.`);
  const { header, body } = unpack(MAGIC, bytes, corrupt);
  const parsed = Header.safeParse(header);
  if (!parsed.success || body.length !== parsed.data.best * 24) throw corrupt('its header makes no sense');
  const { best: count, ...counts } = parsed.data;
  const numbers = new Float64Array(new Uint8Array(body).buffer); // a copy: the body need not lie where numbers may
  const best = Array.from({ length: count }, (_, at) => ({
    index: numbers[3 * at]!,
    score: numbers[3 * at + 1]!,
    key: numbers[3 * at + 2]!,
  }));
  return { best, ...counts };
}
