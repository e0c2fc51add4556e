import { z } from 'zod';
import { CoreError } from '../errors.js';
import type { LikelihoodId, Predictions } from '../likelihoods/likelihood.js';
import { pack, unpack } from '../tensors/container.js';

const [PART, WHOLE] = ['QRNO', 'QRNW'];
const PartHeader = z.object({ samples: z.int().min(1), count: z.int().min(1), outputs: z.int().min(1) });
const WholeHeader = z.object({
  likelihood: z.enum(['categorical', 'bernoulli', 'gaussian']),
  samples: z.int().min(1),
  outputs: z.int().min(1),
  count: z.int().min(0),
  keys: z.array(z.string()),
});

/** What a model outside said of some records, sent in one piece. */
export interface PostedPart extends Predictions {
  /** [N] places of the records in their pool. */
  indexN: Int32Array;
}

/** Everything that a model outside said: which piece speaks of which record. */
export interface Posted {
  likelihood: LikelihoodId;
  samples: number;
  outputs: number;
  /** Names of the pieces in the store. */
  keys: string[];
  /** [N] places of the records in their pool, each once. */
  indexN: Int32Array;
  /** [N] the piece that speaks of the record, and the record's row in it. */
  pieceN: Int32Array;
  rowN: Int32Array;
}

const corrupt = (reason: string) =>
  new CoreError('state_corrupt', `What the outside model said cannot be read (${reason}). Try the round again.`);

/** Bytes of a piece of predictions [S, N, outputs]; outputs are kept in 32 bits. */
export const savePostedPart = ({ samples, count, outputs, indexN, outputsSNO }: PostedPart): Uint8Array =>
  pack(PART, { samples, count, outputs }, [indexN, outputsSNO]);

/** The piece [S, N, outputs] that `savePostedPart` made bytes of. @throws state_corrupt */
export function loadPostedPart(bytes: Uint8Array): PostedPart {
  const { header, body } = unpack(PART, bytes, corrupt);
  const parsed = PartHeader.safeParse(header);
  if (!parsed.success) throw corrupt('its header makes no sense');
  const { samples, count, outputs } = parsed.data;
  if (body.length !== 4 * (count + samples * count * outputs)) throw corrupt('its header makes no sense');
  const { buffer } = new Uint8Array(body); // a copy: the body need not lie where numbers may
  return { ...parsed.data, indexN: new Int32Array(buffer, 0, count), outputsSNO: new Float32Array(buffer, 4 * count) };
}

/** Bytes that tell of every record [N] in which piece it is. */
export const savePosted = ({ indexN, pieceN, rowN, ...header }: Posted): Uint8Array =>
  pack(WHOLE, { ...header, count: indexN.length }, [indexN, pieceN, rowN]);

/** What `savePosted` made bytes of, of records [N]. @throws state_corrupt */
export function loadPosted(bytes: Uint8Array): Posted {
  const { header, body } = unpack(WHOLE, bytes, corrupt);
  const parsed = WholeHeader.safeParse(header);
  if (!parsed.success || body.length !== 12 * parsed.data.count) throw corrupt('its header makes no sense');
  const { count, ...rest } = parsed.data;
  const numbers = new Int32Array(new Uint8Array(body).buffer);
  const part = (at: number) => numbers.subarray(at * count, (at + 1) * count);
  return { ...rest, indexN: part(0), pieceN: part(1), rowN: part(2) };
}

/** Whether bytes are those of `savePosted`, rather than a graph. */
export const isPosted = (bytes: Uint8Array): boolean => new TextDecoder().decode(bytes.subarray(0, 4)) === WHOLE;
