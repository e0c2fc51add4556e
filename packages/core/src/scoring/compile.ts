import type { z } from 'zod';
import type { Likelihood, Summary } from '../likelihoods/likelihood.js';
import { type DrawnValue, inOrder, settle } from '../networks/drawn-value.js';
import { GraphBuilder, type GraphOutputs } from '../networks/graph-builder.js';
import { kindOf } from '../networks/layers/index.js';
import { type Network, placesOf } from '../networks/network.js';
import type { Draws } from '../posteriors/posterior.js';
import { sizeOf } from '../tensors/state.js';
import { type GraphMeta, openPredictor, type Predictor } from './predictor.js';
import { prune } from './prune.js';

/**
 * One ONNX graph of all draws: what comes before the first random layer is computed once a record, masks are folded into
 * the matrix after them, and the summary is taken inside, so that N·C numbers come back rather than S·N·C.
 *
 * @param dtype of the features that will be fed in
 */
export async function compile<Kind extends Summary>(
  network: Network,
  likelihood: Likelihood<Kind, z.ZodType>,
  draws: Draws,
  dtype: 'uint8' | 'float32',
  options: GraphOptions = {},
): Promise<Predictor<Kind>> {
  return openPredictor<Kind>(graphOf(network, likelihood, draws, dtype, options));
}

/** What a graph gives besides the summary and the joint predictions. */
export interface GraphOptions {
  /** Also the input of the last dense layer, its mean over the draws: where the model sees each record. */
  hasVectors?: boolean;
  /** What its outputs are tempered by; 1 leaves them as they are. */
  temperature?: number;
}

/** The bytes of the graph, which any ONNX runtime reads: input `features`, outputs `outputs` and the parts of the summary. */
export function graphOf<Kind extends Summary>(
  network: Network,
  likelihood: Likelihood<Kind, z.ZodType>,
  draws: Draws,
  dtype: 'uint8' | 'float32',
  options: GraphOptions = {},
): Uint8Array {
  const graph = new GraphBuilder(draws.samples);
  const { meta, outputs } = emitDraws(graph, { network, likelihood, draws, dtype }, 'features', options);
  return graph.build([{ name: 'features', dtype, dims: ['N', ...network.inputShape] }], outputs, meta);
}

/** What the nodes of a graph are made of. */
export interface Drawn<Kind extends Summary = Summary> {
  network: Network;
  likelihood: Likelihood<Kind, z.ZodType>;
  draws: Draws;
  /** Of the features. */
  dtype: 'uint8' | 'float32';
}

/**
 * Adds all draws of a network to a graph, and the summary of what they say.
 *
 * @param features name of the value that they take, [N, …] as the network does
 * @returns what the graph says of itself, and the outputs that it has now
 */
export function emitDraws<Kind extends Summary>(
  graph: GraphBuilder,
  { network: whole, likelihood, draws: allUnits, dtype }: Drawn<Kind>,
  features: string,
  { hasVectors = false, temperature = 1 }: GraphOptions = {},
): { meta: GraphMeta; outputs: GraphOutputs } {
  const { samples } = allUnits;
  const last = hasVectors ? whole.layers.findLastIndex(({ type }) => type === 'dense') : -1;
  // The vectors are means over the draws, of all units that go into the last dense layer.
  const { network, draws } = prune(whole, allUnits, (index) => index === last);
  const name = dtype === 'uint8' ? graph.node('Cast', [features], { to: 1 }) : features;
  let value: DrawnValue = { name, shape: network.inputShape, isDrawn: false, isPlanes: false };
  const places = placesOf(network);
  let [width, widest] = [0, 0];
  places.forEach(({ spec, index }) => {
    if (index === last) width = emitVectors(graph, value);
    value = kindOf(spec).emit(spec, graph, value, draws.layers[index]!);
    widest = Math.max(widest, sizeOf(value.shape) * (value.isDrawn ? samples : 1));
  });
  value = inOrder(graph, settle(graph, value));
  // A network without anything random is the same in every draw.
  if (!value.isDrawn) value = { ...value, name: graph.node('Concat', Array(samples).fill(value.name), { axis: 0 }) };
  const outputs = places.at(-1)!.outputShape[0]!;
  const classes = likelihood.classesOf(outputs);
  const tempered = temperature === 1 ? value.name : likelihood.temper(graph, value.name, outputs, temperature);
  likelihood.emit(graph, tempered, outputs);
  const parts = Object.entries<'classes' | 'record'>(likelihood.parts).map(
    ([part, each]): [string, (string | number)[]] => [part, each === 'classes' ? ['N', classes] : ['N']],
  );
  const meta: GraphMeta = {
    likelihood: likelihood.id,
    parts: parts.map(([part]) => part),
    classes,
    outputs,
    samples,
    dtype,
    shape: network.inputShape,
    widest,
    ...(width > 0 ? { width } : {}),
  };
  const vectors: GraphOutputs = width > 0 ? { vectors: ['N', width] } : {};
  return { meta, outputs: { ...Object.fromEntries(parts), outputs: [samples, 'N', outputs], ...vectors } };
}

/** The mean over the draws of a row of values, before the mask of a dropout layer. @returns values in it */
function emitVectors(graph: GraphBuilder, value: DrawnValue): number {
  const width = value.shape[0]!;
  if (!value.isDrawn) graph.node('Identity', [value.name], {}, 'vectors');
  else {
    const split = graph.node('Reshape', [value.name, graph.ints([graph.samples, -1, width])]);
    graph.node('ReduceMean', [split], { axes: [0], keepdims: 0 }, 'vectors');
  }
  return width;
}
