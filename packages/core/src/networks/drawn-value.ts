import { type HostTensor, sizeOf } from '../tensors/state.js';
import type { GraphBuilder } from './graph-builder.js';
import { everywhere, planesOf, reorder } from './kernels.js';

/**
 * A value in the graph under construction. Shapes are those of one record in the order [h, w, c]; a drawn value holds the
 * draws one after the other along its first axis, [S·N, …].
 */
export interface DrawnValue {
  name: string;
  shape: number[];
  isDrawn: boolean;
  /** Pictures lie as ONNX wants them, [N, c, h, w]. */
  isPlanes: boolean;
  /** Set where a flattened picture still lies in that order: the kernel after it has its rows exchanged instead. */
  order?: number[] | undefined;
  /** A mask [S, …shape], or [S, 1, 1, c] for all of each channel, that is still to be applied. */
  folded?: HostTensor | undefined;
}

/** Applies a mask that nobody could fold. */
export function settle(graph: GraphBuilder, value: DrawnValue): DrawnValue {
  if (!value.folded) return value;
  const { samples } = graph;
  const { shape, folded, isPlanes } = value;
  const lie = (own: number[]) => (isPlanes && own.length === 3 ? [own[2]!, own[0]!, own[1]!] : own);
  const laid = lie(shape);
  const own = folded.shape.slice(1);
  const data = value.order ? reorder(folded, value.order) : isPlanes ? planesOf(folded, own) : folded.data;
  const mask = graph.constant({ shape: [samples, 1, ...lie(own)], data });
  const split = graph.node('Reshape', [value.name, graph.ints([value.isDrawn ? samples : 1, -1, ...laid])]);
  const masked = graph.node('Mul', [split, mask]);
  const name = graph.node('Reshape', [masked, graph.ints([-1, ...laid])]);
  return { ...value, name, isDrawn: true, folded: undefined };
}

/** Leaves a mask to the next layer, which may fold it into its kernel. */
export const deferMask = (graph: GraphBuilder, value: DrawnValue, mask: HostTensor): DrawnValue => ({
  ...settle(graph, value),
  folded: mask,
});

/** Pictures as ONNX wants them, without a mask in waiting. */
export function toPlanes(graph: GraphBuilder, value: DrawnValue): DrawnValue {
  const settled = settle(graph, value);
  if (settled.isPlanes) return settled;
  return { ...settled, name: graph.node('Transpose', [settled.name], { perm: [0, 3, 1, 2] }), isPlanes: true };
}

/** A picture about to be flattened: its values stay where they are, the rows of the next kernel follow them. */
export function toRows(value: DrawnValue): DrawnValue {
  const folded = value.folded && everywhere(value.folded, sizeOf(value.shape));
  if (!value.isPlanes) return { ...value, folded };
  const [h = 0, w = 0, c = 0] = value.shape;
  const order: number[] = [];
  for (let channel = 0; channel < c; channel++) for (let at = 0; at < h * w; at++) order.push(at * c + channel);
  return { ...value, isPlanes: false, order, folded };
}

/** Rows in the order in which the training code has them, where no kernel has followed that could have seen to it. */
export function inOrder(graph: GraphBuilder, value: DrawnValue): DrawnValue {
  if (!value.order) return value;
  const places = value.order.map((_, at) => value.order!.indexOf(at));
  return { ...value, name: graph.node('Gather', [value.name, graph.ints(places)], { axis: 1 }), order: undefined };
}

/** Runs each draw through nodes of its own, for layers whose weights differ and that have no batched form. */
export function perDraw(graph: GraphBuilder, value: DrawnValue, emit: (draw: number, name: string) => string): string {
  const { samples } = graph;
  const inputs = value.isDrawn ? graph.split(value.name, samples) : Array<string>(samples).fill(value.name);
  return graph.node(
    'Concat',
    inputs.map((name, draw) => emit(draw, name)),
    { axis: 0 },
  );
}
