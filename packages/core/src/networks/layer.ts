import type { Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../tensors/random.js';
import type { HostTensor } from '../tensors/state.js';
import type { DrawnValue } from './drawn-value.js';
import type { GraphBuilder } from './graph-builder.js';

/** A tensor of weights that a layer needs. */
export interface WeightSpec {
  name: string;
  shape: number[];
  /** Inputs that meet in one output: sets the scale of the first values (He et al. 2015, arXiv:1502.01852). 0 begins at zero. */
  fanIn: number;
}

/** What a forward pass brings along besides its input. */
export interface ForwardRun {
  /** Gives dropout its masks; without it dropout does nothing. */
  random?: Random;
  /** A mask given from outside instead, as when a single draw is run. */
  mask?: Tensor;
}

/** A forward pass through one layer, with the way back. */
export interface Forward {
  output: Tensor;
  /** Gradients of the loss, from that with respect to the output. `input` is left out where nobody needs it. */
  backward(gradient: Tensor, needsInput: boolean): { input?: Tensor; weights: Tensor[] };
}

/** What one draw of a posterior has in a layer: weights that all draws share, weights of each draw, or a mask of each. */
export interface DrawnLayer {
  shared?: HostTensor[];
  /** Each [S, …]. */
  drawn?: HostTensor[];
  /** [S, …shape of the activation]. */
  mask?: HostTensor;
}

/**
 * One kind of layer: its shapes, its passes for training (gradients by hand, since the built-in ones of TensorFlow.js are
 * slow and are missing on WebAssembly), and its part of the ONNX graph.
 */
export interface LayerKind<Spec> {
  outputShape(spec: Spec, inputShape: number[]): number[];
  weights(spec: Spec, inputShape: number[]): WeightSpec[];
  forward(spec: Spec, input: Tensor, weights: Tensor[], run: ForwardRun): Forward;
  emit(spec: Spec, graph: GraphBuilder, input: DrawnValue, layer: DrawnLayer): DrawnValue;
}
