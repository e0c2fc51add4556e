import * as ort from 'onnxruntime-node';
import { CoreError } from '../errors.js';
import type { LogProbs, Summary } from '../likelihoods/likelihood.js';
import { onnx } from '../networks/onnx.js';
import { checkFeatures, type Features } from '../tensors/features.js';

/** The drawn networks, ready to be asked. */
export interface Predictor {
  classes: number;
  samples: number;
  /** The ONNX file: the same answers in any language that runs ONNX. */
  bytes: Uint8Array;
  /** @throws shape_mismatch */
  summarize(features: Features): Promise<Summary>;
  /** Joint predictions, S·N·C numbers. @throws shape_mismatch */
  logProbs(features: Features): Promise<LogProbs>;
  release(): Promise<void>;
}

interface Meta {
  classes: number;
  samples: number;
  dtype: 'uint8' | 'float32';
  shape: number[];
}

/**
 * Opens a graph that `compile` has made.
 *
 * @param threads of the runtime; 0 uses every core
 * @throws state_corrupt
 */
export async function openPredictor(bytes: Uint8Array, { threads = 0 } = {}): Promise<Predictor> {
  const meta = metaOf(bytes);
  const { classes, samples, dtype, shape } = meta;
  const session = await ort.InferenceSession.create(bytes, {
    intraOpNumThreads: threads,
    enableCpuMemArena: true,
    logSeverityLevel: 3,
  });
  const run = async (features: Features, outputs: string[]) => {
    checkFeatures(features);
    if (features.dtype !== dtype || `${features.shape}` !== `${shape}`) {
      throw new CoreError(
        'shape_mismatch',
        `The model takes ${dtype} records of shape [${shape}]; these are ${features.dtype} [${features.shape}].`,
      );
    }
    const input = new ort.Tensor(dtype, features.data as never, [features.count, ...shape]);
    return session.run({ features: input }, outputs);
  };
  return {
    classes,
    samples,
    bytes,
    async summarize(features) {
      const { meanProbs, expectedEntropy } = await run(features, ['meanProbs', 'expectedEntropy']);
      return {
        count: features.count,
        classes,
        samples,
        meanProbsNC: meanProbs!.data as Float32Array,
        expectedEntropyN: expectedEntropy!.data as Float32Array,
      };
    },
    async logProbs(features) {
      const { logProbs } = await run(features, ['logProbs']);
      return { samples, count: features.count, classes, logProbsSNC: logProbs!.data as Float32Array };
    },
    release: () => session.release(),
  };
}

function metaOf(bytes: Uint8Array): Meta {
  try {
    const props = onnx.ModelProto.decode(bytes).metadataProps ?? [];
    return JSON.parse(props.find(({ key }) => key === 'querent')?.value ?? '') as Meta;
  } catch (cause) {
    throw new CoreError('state_corrupt', 'The compiled model cannot be read. Train the round again.', { cause });
  }
}
