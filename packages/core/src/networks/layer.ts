import type { Tensor } from '@tensorflow/tfjs-core';
import type { Features } from '../tensors/features.js';
import type { Random } from '../tensors/random.js';
import type { HostTensor } from '../tensors/state.js';
import type { DrawnValue } from './drawn-value.js';
import type { GraphBuilder } from './graph-builder.js';

/**
 * What a posterior does with a tensor: a `weight` has a distribution; a `point` is learned as one number (the noise of a
 * likelihood, a dropout rate); a `statistic` is measured on the data, not learned.
 */
export type WeightRole = 'weight' | 'point' | 'statistic';

/** A tensor of weights that a layer needs. */
export interface WeightSpec {
  name: string;
  shape: number[];
  /** Inputs that meet in one output: sets the scale of the first values (He et al. 2015, arXiv:1502.01852). 0 begins at `initial`. */
  fanIn: number;
  /** First value where `fanIn` is 0; 0 if left out. */
  initial?: number;
  /** `weight` if left out. */
  role?: WeightRole;
}

/** What statistics are measured on: the records of a fit and their labels. */
export interface Measured {
  features: Features;
  /** [N·T]: indices of classes, or T values a record. */
  labels: Int32Array | Float32Array;
}

/** What a forward pass brings along besides its input. */
export interface ForwardRun {
  /** Gives dropout its masks; without it dropout does nothing. */
  random?: Random;
  /** A mask given from outside instead, as when a single draw is run. */
  mask?: Tensor;
  /** Batch normalisation measures the minibatch instead of using its running statistics. */
  isTraining?: boolean;
}

/** Gradients of the loss with respect to what went into a layer. */
interface LayerGradients {
  input?: Tensor;
  weights: (Tensor | null)[];
  /** With respect to the variances of the weights, where a layer is run with noise on its outputs. */
  variances?: (Tensor | null)[];
}

/** A forward pass through one layer, with the way back. */
export interface Forward<Output extends Tensor = Tensor> {
  output: Output;
  /** Gradients of the loss, from that with respect to the output. `input` is left out where nobody needs it. */
  backward(gradient: Output, needsInput: boolean): LayerGradients;
  /**
   * Σ_i g_i² for each weight, where g_i is the gradient that record i alone contributes: exact, not the square of the sum.
   * null for what is not learned; left out by layers without weights.
   */
  squares?(gradient: Output): (Tensor | null)[];
  /** What the minibatch says of each statistic (null for what is none), to be averaged over the fit. */
  statistics?: (Tensor | null)[];
}

/** What one draw of a posterior has in a layer: weights that all draws share, weights of each draw, or a mask of each. */
export interface DrawnLayer<Weights extends HostTensor[] = HostTensor[]> {
  shared?: Weights;
  /** Each [S, …]. */
  drawn?: Weights;
  /** [S, …shape of the activation]. */
  mask?: HostTensor;
  /** Where something random came before: a new mask for each record in the place of the one of the draw. */
  fresh?: { seed: number };
}

/**
 * One kind of layer: its shapes, its passes for training (gradients by hand, since the built-in ones of TensorFlow.js are
 * slow and are missing on WebAssembly), and its part of the ONNX graph. A kind says of which ranks its values and weights are.
 */
export interface LayerKind<Spec, Value extends Tensor = Tensor, Weights extends Tensor[] = Tensor[]> {
  /** Outputs are linear in the weights, so that noise on the weights can be moved to the outputs. */
  isLinear?: boolean;
  outputShape(spec: Spec, inputShape: number[]): number[];
  weights(spec: Spec, inputShape: number[]): WeightSpec[];
  forward(spec: Spec, input: Value, weights: Weights, run: ForwardRun): Forward<Value>;
  emit(
    spec: Spec,
    graph: GraphBuilder,
    input: DrawnValue,
    layer: DrawnLayer<{ [Place in keyof Weights]: HostTensor }>,
  ): DrawnValue;
  /** The statistics, in the order of `weights` (null for what is none), measured once before a fit. */
  measure?(spec: Spec, inputShape: number[], data: Measured): (Float32Array | null)[];
}
