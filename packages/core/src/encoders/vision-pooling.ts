import type * as ort from 'onnxruntime-node';
import { CoreError } from '../errors.js';
import { floats } from '../tensors/floats.js';

/** What of a model's outputs becomes a row. */
export const WHAT = ['own', 'mean', 'first'] as const;
type What = (typeof WHAT)[number];

/** By these names exports call what the model has pooled itself. */
const POOLED = ['pooler_output', 'image_embeds', 'pooled_output'];
const HIDDEN = 'last_hidden_state';

/**
 * Rows of a batch: what the model pools itself; or over its hidden states, [N, T, D] of tokens or [N, D, height, width] of
 * places, their mean, or the first token, for places the mean too.
 *
 * @returns [N, D]
 * @throws model_unavailable where the model gives neither
 */
export function poolRows(model: string, outputs: ort.InferenceSession.OnnxValueMapType, what: What): Float32Array {
  const named = (name: string) => outputs[name] as ort.Tensor | undefined;
  const pooled = POOLED.map(named).find((tensor) => tensor !== undefined);
  if (pooled && what === 'own') return floats(pooled.data); // [N, D], or [N, D, 1, 1] of convolutions
  const hidden = named(HIDDEN);
  const [count = 0, second = 0, third = 0, fourth] = hidden?.dims ?? [];
  if (!hidden || hidden.dims.length < 3 || hidden.dims.length > 4)
    throw new CoreError(
      'model_unavailable',
      `${model} gives ${Object.keys(outputs).join(', ')}, and no ${pooled ? HIDDEN : `${POOLED[0]} or ${HIDDEN}`}. Choose a model that was exported for feature extraction.`,
    );
  const values = floats(hidden.data);
  return fourth === undefined
    ? overTokens(values, { count, tokens: second, width: third }, what)
    : overPlaces(values, count * second, third * fourth);
}

function overTokens(
  values: Float32Array,
  { count, tokens, width }: { count: number; tokens: number; width: number },
  what: What,
) {
  const rows = new Float32Array(count * width);
  const used = what === 'first' ? 1 : tokens;
  for (let n = 0; n < count; n++)
    for (let t = 0; t < used; t++)
      for (let d = 0; d < width; d++) rows[n * width + d]! += values[(n * tokens + t) * width + d]! / used;
  return rows;
}

/** @param values [channels of all pictures, places] */
function overPlaces(values: Float32Array, channels: number, places: number) {
  return Float32Array.from({ length: channels }, (_, c) => {
    let sum = 0;
    for (let at = c * places; at < (c + 1) * places; at++) sum += values[at]!;
    return sum / places;
  });
}
