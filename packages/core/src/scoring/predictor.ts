import * as ort from 'onnxruntime-node';
import { CoreError } from '../errors.js';
import type { Predictions, Summary } from '../likelihoods/likelihood.js';
import { onnx } from '../networks/onnx.js';
import type { Vectors } from '../selections/vectors.js';
import { checkFeatures, type Features } from '../tensors/features.js';
import { floats } from '../tensors/floats.js';

/** The drawn networks, ready to be asked. */
export interface Predictor<Kind extends Summary = Summary> {
  likelihood: Kind['kind'];
  /** Classes, labels or target values of a record. */
  classes: number;
  samples: number;
  /** Records to ask about at a time: enough for the processor, and no more than fit into memory. */
  rows: number;
  /** The ONNX file: the same answers in any language that runs ONNX. */
  bytes: Uint8Array;
  /** @throws shape_mismatch */
  summarize(features: Features): Promise<Kind>;
  /** Joint predictions, S·N·outputs numbers. @throws shape_mismatch */
  predict(features: Features): Promise<Predictions>;
  /** Where the model sees each record. @throws shape_mismatch; state_corrupt where the graph was compiled without */
  locate(features: Features): Promise<Vectors>;
  release(): Promise<void>;
}

/** Rows that go through a graph are filled up to a multiple of this: the widest vector of any processor. */
const WHOLE = 16;
/** Rows that keep a processor busy and still lie in its caches, while a layer gives no more than so many bytes for them. */
const [MOST_OF_VECTORS, MOST_OF_PICTURES, MOST_BYTES] = [512, 128, 2 ** 27];

/** What a graph says of itself. */
export interface GraphMeta {
  likelihood: Summary['kind'];
  /** Names of the outputs that make the summary. */
  parts: string[];
  classes: number;
  outputs: number;
  samples: number;
  dtype: 'uint8' | 'float32';
  shape: number[];
  /** Of the vectors, where the graph gives them. */
  width?: number;
  /** Most values that a layer gives for a record, those of all draws together. */
  widest?: number;
}

/** Rows to go through a graph at a time. */
function rowsOf({ shape, widest = 1 }: GraphMeta): number {
  const most = shape.length > 1 ? MOST_OF_PICTURES : MOST_OF_VECTORS;
  const fitting = MOST_BYTES / (Float32Array.BYTES_PER_ELEMENT * widest);
  return Math.max(WHOLE, Math.min(most, WHOLE * Math.floor(fitting / WHOLE)));
}

/**
 * Opens a graph that `compile` has made.
 *
 * @param threads of the runtime; 0 uses every core
 * @param fill rows are filled up to a multiple of it. Below 16 single records take a fraction of the time, and their answers
 *   depend in the last bits on those they happen to lie with
 * @throws state_corrupt; the predictor itself shape_mismatch for rows of another shape or type
 */
export async function openPredictor<Kind extends Summary = Summary>(
  bytes: Uint8Array,
  { threads = 0, fill = WHOLE } = {},
): Promise<Predictor<Kind>> {
  const meta = metaOf(bytes);
  const { likelihood, parts, classes, outputs, samples, dtype, shape } = meta;
  const session = await ort.InferenceSession.create(bytes, {
    intraOpNumThreads: threads,
    enableCpuMemArena: true,
    logSeverityLevel: 3,
  });
  const run = async (features: Features, wanted: string[]) => {
    checkFeatures(features);
    if (features.dtype !== dtype || `${features.shape}` !== `${shape}`) {
      throw new CoreError(
        'shape_mismatch',
        `The model takes ${dtype} records of shape [${shape}]; these are ${features.dtype} [${features.shape}].`,
      );
    }
    const { data, rows } = filledUp(features, fill);
    const results = await session.run({ features: new ort.Tensor(dtype, data as never, [rows, ...shape]) }, wanted);
    /** An output [draws, N, …] without the rows that filled it up. */
    return (name: string, draws = 1) => withoutFill(floats(results[name]!.data), draws, features.count / rows);
  };
  return {
    likelihood,
    classes,
    samples,
    rows: rowsOf(meta),
    bytes,
    async summarize(features) {
      const outputOf = await run(features, parts);
      const arrays = Object.fromEntries(parts.map((part) => [part, outputOf(part)]));
      // The graph names its parts as the summary of its likelihood does.
      return { kind: likelihood, count: features.count, classes, samples, ...arrays } as Kind;
    },
    async predict(features) {
      const outputOf = await run(features, ['outputs']);
      return { samples, count: features.count, outputs, outputsSNO: outputOf('outputs', samples) };
    },
    async locate(features) {
      if (!meta.width)
        throw new CoreError('state_corrupt', 'This model was compiled without vectors. Train the round again.');
      const outputOf = await run(features, ['vectors']);
      return { count: features.count, width: meta.width, dataND: outputOf('vectors') };
    },
    release: () => session.release(),
  };
}

/**
 * Records, filled up with zeros to a multiple: the runtime adds up the last few rows of an odd number of them in another
 * order, and a record's score must not depend, not even in its last bit, on those it happens to lie with.
 */
function filledUp({ count, data }: Features, fill: number) {
  const rows = Math.ceil(count / fill) * fill;
  if (rows === count) return { data, rows };
  const filled =
    data instanceof Uint8Array
      ? new Uint8Array((data.length / count) * rows)
      : new Float32Array((data.length / count) * rows);
  filled.set(data);
  return { data: filled, rows };
}

/** Of an output [draws, N, …] the given share of the rows of each draw. */
function withoutFill(output: Float32Array, draws: number, share: number): Float32Array {
  if (share === 1) return output;
  const whole = output.length / draws;
  const kept = Math.round(whole * share);
  if (draws === 1) return output.slice(0, kept);
  const result = new Float32Array(draws * kept);
  for (let s = 0; s < draws; s++) result.set(output.subarray(s * whole, s * whole + kept), s * kept);
  return result;
}

function metaOf(bytes: Uint8Array): GraphMeta {
  try {
    const props = onnx.ModelProto.decode(bytes).metadataProps ?? [];
    return JSON.parse(props.find(({ key }) => key === 'querent')?.value ?? '') as GraphMeta;
  } catch (cause) {
    throw new CoreError('state_corrupt', 'The compiled model cannot be read. Train the round again.', { cause });
  }
}
