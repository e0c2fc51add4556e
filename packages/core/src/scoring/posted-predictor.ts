import { CoreError } from '../errors.js';
import { likelihoods } from '../likelihoods/index.js';
import type { Predictions } from '../likelihoods/likelihood.js';
import { checkFeatures, type FeatureChunk, type Features } from '../tensors/features.js';
import type { Posted, PostedPart } from './posted-file.js';
import type { Predictor } from './predictor.js';

/** Records asked about at a time: there is nothing to compute but the summary. */
const ROWS = 512;
/** Pieces that stay in memory. */
const MOST_BYTES = 2 ** 28;
/** A record is asked about by its place in the pool, in 32 bits. */
const SHAPE = [4];

/**
 * Places of records as a posted predictor takes them in the place of features.
 *
 * @param indices [N]
 * @returns [N, 4] bytes
 */
const placesOf = (indices: ArrayLike<number>): Features => ({
  dtype: 'uint8',
  shape: SHAPE,
  count: indices.length,
  data: new Uint8Array(Uint32Array.from(indices).buffer),
});

/** A pool whose records are asked about by their places, in runs as its features lie in shards. */
export const placesIn = (runs: readonly { start: number; count: number }[]) => ({
  total: runs.reduce((sum, { count }) => sum + count, 0),
  *chunks(): Generator<FeatureChunk> {
    for (const { start, count } of runs)
      yield { ...placesOf(Array.from({ length: count }, (_, row) => start + row)), start };
  },
  rowsOf: async (indices: readonly number[]) => placesOf(indices),
});

/**
 * Answers with what a model outside has said, as the drawn networks would: the same summaries and joint predictions. What it
 * was not asked about is NaN, which is never chosen.
 *
 * @param posted [N] records
 * @param read a piece by its name in the store
 * @throws the predictor itself: shape_mismatch for anything but places; state_corrupt where it is to say where it sees records
 */
export function postedPredictor(posted: Posted, read: (key: string) => Promise<PostedPart>): Predictor {
  const { likelihood: id, samples, outputs, keys, indexN, pieceN, rowN } = posted;
  const likelihood = likelihoods.get(id);
  const placeOf = new Map(Array.from(indexN, (index, at) => [index, at]));
  const pieceOf = keeping(keys, read);
  async function predict(features: Features): Promise<Predictions> {
    checkFeatures(features);
    if (`${features.shape}` !== `${SHAPE}`)
      throw new CoreError('shape_mismatch', 'Predictions that were posted are found by the places of records.');
    const { count, data } = features;
    const places = new Uint32Array(Uint8Array.from(data).buffer);
    const outputsSNO = new Float32Array(samples * count * outputs).fill(Number.NaN);
    for (let n = 0; n < count; n++) {
      const at = placeOf.get(places[n]!);
      if (at === undefined) continue;
      const piece = await pieceOf(pieceN[at]!);
      for (let s = 0; s < samples; s++) {
        const from = (s * piece.count + rowN[at]!) * outputs;
        outputsSNO.set(piece.outputsSNO.subarray(from, from + outputs), (s * count + n) * outputs);
      }
    }
    return { samples, count, outputs, outputsSNO };
  }
  return {
    likelihood: id,
    classes: likelihood.classesOf(outputs),
    samples,
    rows: ROWS,
    bytes: new Uint8Array(),
    predict,
    summarize: async (features) => likelihood.summarize(await predict(features)),
    async locate() {
      throw new CoreError(
        'state_corrupt',
        'An outside model does not say where it sees records. Choose a selection that does not look there.',
      );
    },
    release: async () => {},
  };
}

/** Pieces as they are needed; the ones that were not used for longest are let go. */
function keeping(keys: readonly string[], read: (key: string) => Promise<PostedPart>) {
  const kept = new Map<number, PostedPart>();
  let bytes = 0;
  return async (piece: number): Promise<PostedPart> => {
    const known = kept.get(piece);
    const own = known ?? (await read(keys[piece]!));
    if (!known) bytes += own.outputsSNO.byteLength;
    kept.delete(piece);
    kept.set(piece, own);
    for (const [oldest, { outputsSNO }] of kept) {
      if (bytes <= MOST_BYTES || oldest === piece) break;
      kept.delete(oldest);
      bytes -= outputsSNO.byteLength;
    }
    return own;
  };
}
