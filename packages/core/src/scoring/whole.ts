import type { Predictions, Summary } from '../likelihoods/likelihood.js';
import type { Vectors } from '../selections/vectors.js';
import { type FeatureChunk, type Features, splitChunk } from '../tensors/features.js';
import type { Predictor } from './predictor.js';

/** A chunk in pieces that go through the graph, while nobody calls it off. */
export function* piecesOf({ rows }: Predictor, chunk: FeatureChunk, signal?: AbortSignal): Generator<FeatureChunk> {
  for (const piece of splitChunk(chunk, rows)) {
    signal?.throwIfAborted();
    yield piece;
  }
}

/** The summary of any number of records. @throws shape_mismatch; whatever `signal` was aborted with */
export async function summarizeAll<Kind extends Summary>(
  predictor: Predictor<Kind>,
  features: Features,
  signal?: AbortSignal,
): Promise<Kind> {
  const { count } = features;
  const arrays: Record<string, Float32Array> = {};
  for (const piece of piecesOf(predictor, { ...features, start: 0 }, signal)) {
    for (const [part, values] of Object.entries(await predictor.summarize(piece))) {
      if (!(values instanceof Float32Array)) continue;
      const width = values.length / piece.count;
      arrays[part] ??= new Float32Array(count * width);
      arrays[part].set(values, piece.start * width);
    }
  }
  const { likelihood: kind, classes, samples } = predictor;
  // The same names as in the summaries that it is put together of.
  return { kind, count, classes, samples, ...arrays } as Kind;
}

/** Joint predictions of any number of records. @throws as `summarizeAll` */
export async function predictAll(predictor: Predictor, rows: Features, signal?: AbortSignal): Promise<Predictions> {
  const { samples } = predictor;
  let all: Predictions | null = null;
  for (const piece of piecesOf(predictor, { ...rows, start: 0 }, signal)) {
    const { outputs, outputsSNO } = await predictor.predict(piece);
    all ??= { samples, count: rows.count, outputs, outputsSNO: new Float32Array(samples * rows.count * outputs) };
    const own = piece.count * outputs;
    for (let s = 0; s < samples; s++)
      all.outputsSNO.set(outputsSNO.subarray(s * own, (s + 1) * own), (s * rows.count + piece.start) * outputs);
  }
  return all!;
}

/** Where the model sees any number of records. @throws as `summarizeAll` */
export async function locateAll(predictor: Predictor, rows: Features, signal?: AbortSignal): Promise<Vectors> {
  let all: Vectors | null = null;
  for (const piece of piecesOf(predictor, { ...rows, start: 0 }, signal)) {
    const { width, dataND } = await predictor.locate(piece);
    all ??= { count: rows.count, width, dataND: new Float32Array(rows.count * width) };
    all.dataND.set(dataND, piece.start * width);
  }
  return all!;
}
