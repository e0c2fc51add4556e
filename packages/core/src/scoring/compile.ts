import type { Likelihood } from '../likelihoods/likelihood.js';
import { type DrawnValue, inOrder, settle } from '../networks/drawn-value.js';
import { GraphBuilder } from '../networks/graph-builder.js';
import { kindOf } from '../networks/layers/index.js';
import { type Network, placesOf } from '../networks/network.js';
import type { Draws } from '../posteriors/posterior.js';
import { openPredictor, type Predictor } from './predictor.js';

/**
 * One ONNX graph of all draws: what comes before the first random layer is computed once a record, masks are folded into
 * the matrix after them, and the summary is taken inside, so that N·C numbers come back rather than S·N·C.
 *
 * @param dtype of the features that will be fed in
 */
export async function compile(
  network: Network,
  likelihood: Likelihood,
  draws: Draws,
  dtype: 'uint8' | 'float32',
): Promise<Predictor> {
  return openPredictor(graphOf(network, likelihood, draws, dtype));
}

/** The bytes of the graph, which any ONNX runtime reads: inputs `features`, outputs `meanProbs`, `expectedEntropy`, `logProbs`. */
export function graphOf(
  network: Network,
  likelihood: Likelihood,
  draws: Draws,
  dtype: 'uint8' | 'float32',
): Uint8Array {
  const { samples } = draws;
  const graph = new GraphBuilder(samples);
  const features = dtype === 'uint8' ? graph.node('Cast', ['features'], { to: 1 }) : 'features';
  let value: DrawnValue = { name: features, shape: network.inputShape, isDrawn: false, isPlanes: false };
  const places = placesOf(network);
  for (const { spec, index } of places) value = kindOf(spec).emit(spec, graph, value, draws.layers[index]!);
  value = inOrder(graph, settle(graph, value));
  // A network without anything random is the same in every draw.
  if (!value.isDrawn) value = { ...value, name: graph.node('Concat', Array(samples).fill(value.name), { axis: 0 }) };
  const classes = places.at(-1)!.outputShape[0]!;
  likelihood.emit(graph, value.name, classes);
  const outputs = { meanProbs: ['N', classes], expectedEntropy: ['N'], logProbs: [samples, 'N', classes] };
  const meta = { classes, samples, dtype, shape: network.inputShape };
  return graph.build({ name: 'features', dtype, shape: network.inputShape }, outputs, meta);
}
