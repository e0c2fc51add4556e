import type { GraphBuilder } from '../networks/graph-builder.js';

/** The least number that a processor which rounds the smallest ones to 0 still tells from it. */
const LEAST = 2 ** -126;

/** Adds p·ln p of each of some probabilities to a graph, 0 where p is 0. @returns its name */
export function xlogx(graph: GraphBuilder, probs: string): string {
  return graph.node('Mul', [probs, graph.node('Log', [graph.node('Max', [probs, graph.scalar(LEAST)])])]);
}
