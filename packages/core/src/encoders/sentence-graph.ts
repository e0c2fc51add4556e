import { GraphBuilder } from '../networks/graph-builder.js';
import type { HostTensor } from '../tensors/state.js';

/** Texts that are longer are cut off by the network itself. */
export const MOST_TOKENS = 128;
export const SENTENCE_WIDTH = 512;
const [HEADS, EPSILON, LEAST_SQUARES] = [4, 1e-6, 1e-12];
/** What a score of padding gets on top, before the softmax. */
const NEVER = 1e9;

/** Names of weights as the package has them. */
const KONA = 'module_apply_default/Encoder_en/KonaTransformer/Encode';
const KERNELS = 'module/Encoder_en/KonaTransformer/Encode';
const STACK = `${KONA}/TransformerStack`;
const TANH = 'module/Encoder_en/hidden_layers/tanh_layer_0';

export type Weights = (name: string) => HostTensor;

/** Wavelengths of the mark of a token's place. */
export const timescalesOf = (weights: Weights): Float32Array =>
  weights(`${STACK}/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1`).data;

/**
 * The Universal Sentence Encoder Lite as an ONNX graph: two layers of a transformer with four heads, which normalise before and
 * add after, the mean over the tokens, a tanh layer, length 1.
 *
 * Inputs are `ids` [N, T] int32, `mask` [N, T] with 1 for a token and 0 for padding, and `places` [T, 256] with the mark of each
 * place; the output is `rows` [N, 512].
 *
 * @source Vaswani et al. 2017, arXiv:1706.03762; Cer et al. 2018, arXiv:1803.11175
 */
export function sentenceGraph(weights: Weights): Uint8Array {
  const graph = new GraphBuilder(1);
  const constant = (name: string, shape?: number[]) => {
    const tensor = weights(name);
    return graph.constant(shape ? { ...tensor, shape } : tensor);
  };
  const linear = (value: string, kernel: string, bias: string, shape?: number[]) =>
    graph.node('Add', [graph.node('MatMul', [value, constant(kernel, shape)]), constant(bias)]);
  const over = (value: string, axis: number, type = 'ReduceMean') => graph.node(type, [value], { axes: [axis] });

  const normalize = (value: string, name: string) => {
    const gap = graph.node('Sub', [value, over(value, -1)]);
    const squares = over(graph.node('Pow', [gap, graph.scalar(2)]), -1);
    const deviation = graph.node('Sqrt', [graph.node('Add', [squares, graph.scalar(EPSILON)])]);
    const scale = constant(`${name}/layer_prepostprocess/layer_norm/layer_norm_scale/ConcatPartitions/concat`);
    const shift = constant(`${name}/layer_prepostprocess/layer_norm/layer_norm_bias/ConcatPartitions/concat`);
    const scaled = graph.node('Mul', [graph.node('Div', [gap, deviation]), scale]);
    return graph.node('Add', [scaled, shift]);
  };

  // 0 for tokens, −10⁹ for padding, for each head and each token that looks.
  const padding = graph.node('Mul', [graph.node('Sub', ['mask', graph.scalar(1)]), graph.scalar(NEVER)]);
  const bias = graph.node('Unsqueeze', [padding, graph.ints([1, 2])]);

  const attend = (value: string, name: string, width: number) => {
    const kernel = `${KERNELS}/${name}/TransformerLayer/MultiheadAttention`;
    const own = `${KONA}/${name}/TransformerLayer/MultiheadAttention`;
    const all = linear(
      value,
      `${kernel}/qkv_transform_single/kernel/part_0`,
      `${own}/qkv_transform_single/bias/ConcatPartitions/concat`,
      [width, 3 * width],
    );
    const [queries, keys, values] = graph.split(all, 3, 2).map((part, at) => {
      const heads = graph.node('Reshape', [part, graph.ints([0, 0, HEADS, width / HEADS])]);
      return graph.node('Transpose', [heads], { perm: at === 1 ? [0, 2, 3, 1] : [0, 2, 1, 3] });
    });
    const scaled = graph.node('Mul', [queries!, graph.scalar(Math.sqrt(HEADS / width))]);
    const scores = graph.node('Add', [graph.node('MatMul', [scaled, keys!]), bias]);
    const found = graph.node('MatMul', [graph.node('Softmax', [scores], { axis: -1 }), values!]);
    const together = graph.node('Reshape', [
      graph.node('Transpose', [found], { perm: [0, 2, 1, 3] }),
      graph.ints([0, 0, width]),
    ]);
    return linear(
      together,
      `${kernel}/output_transform_single/kernel/part_0`,
      `${own}/output_transform_single/bias/ConcatPartitions/concat`,
      [width, SENTENCE_WIDTH],
    );
  };

  const feed = (value: string, name: string) => {
    const own = `${KONA}/${name}/TransformerLayer/FFN`;
    const kernel = (conv: string) => `${STACK}/${name}/TransformerLayer/FFN/${conv}/Tensordot/Reshape_1`;
    const wide = linear(value, kernel('conv1'), `${own}/conv1/bias/ConcatPartitions/concat`);
    return linear(graph.node('Relu', [wide]), kernel('conv2'), `${own}/conv2/bias/ConcatPartitions/concat`);
  };

  const layer = (value: string, name: string, width: number) => {
    const own = `${KONA}/${name}/TransformerLayer`;
    const kept =
      width === SENTENCE_WIDTH
        ? value
        : linear(value, `${own}/dense/kernel/ConcatPartitions/concat`, `${own}/dense/bias/ConcatPartitions/concat`);
    const attended = graph.node('Add', [attend(normalize(value, own), name, width), kept]);
    return graph.node('Add', [feed(normalize(attended, `${own}/FFN`), name), attended]);
  };

  const embeddings = weights('module/Embeddings_en');
  const tokens = graph.node('Gather', [graph.constant(embeddings), 'ids']);
  // The network adds the places to its tokens, and the sum to its tokens again.
  const placed = graph.node('Add', [tokens, graph.node('Add', [tokens, 'places'])]);
  const seen = layer(layer(placed, 'Layer_0', embeddings.shape[1]!), 'Layer_1', SENTENCE_WIDTH);

  const kept = graph.node('Mul', [seen, graph.node('Unsqueeze', ['mask', graph.ints([2])])]);
  const sum = graph.node('ReduceSum', [kept, graph.ints([1])], { keepdims: 0 });
  const length = graph.node('ReduceSum', ['mask', graph.ints([1])]);
  const mean = graph.node('Div', [sum, graph.node('Max', [length, graph.scalar(1)])]);
  const bent = graph.node('Tanh', [linear(mean, `${TANH}/weights`, `${TANH}/bias`)]);
  const squares = graph.node('ReduceSum', [graph.node('Mul', [bent, bent]), graph.ints([1])]);
  const size = graph.node('Sqrt', [graph.node('Max', [squares, graph.scalar(LEAST_SQUARES)])]);
  graph.node('Div', [bent, size], {}, 'rows');
  return graph.build(
    [
      { name: 'ids', dtype: 'int32', dims: ['N', 'T'] },
      { name: 'mask', dtype: 'float32', dims: ['N', 'T'] },
      { name: 'places', dtype: 'float32', dims: ['T', embeddings.shape[1]!] },
    ],
    { rows: ['N', SENTENCE_WIDTH] },
    {},
  );
}
