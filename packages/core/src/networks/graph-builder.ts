import type { HostTensor } from '../tensors/state.js';
import { sizeOf } from '../tensors/state.js';
import { type OnnxTypes, onnx } from './onnx.js';

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
  /** A mask [S, …shape] that is still to be applied. */
  folded?: HostTensor | undefined;
}

type Attribute = number | number[];

const OPSET = 13;
const IR_VERSION = 7;
const { FLOAT, INT64, UINT8 } = onnx.TensorProto.DataType;

/** Collects nodes and constants of an ONNX graph, by the published protobuf schema. */
export class GraphBuilder {
  readonly samples: number;
  private readonly nodes: OnnxTypes.INodeProto[] = [];
  private readonly constants: OnnxTypes.ITensorProto[] = [];
  private count = 0;

  constructor(samples: number) {
    this.samples = samples;
  }

  private name(hint: string) {
    return `${hint}_${this.count++}`;
  }

  node(type: string, input: string[], attributes: Record<string, Attribute> = {}, output = this.name(type)): string {
    const attribute = Object.entries(attributes).map(([name, value]) =>
      Array.isArray(value)
        ? { name, type: onnx.AttributeProto.AttributeType.INTS, ints: value }
        : { name, type: onnx.AttributeProto.AttributeType.INT, i: value },
    );
    this.nodes.push({ opType: type, name: output, input, output: [output], attribute });
    return output;
  }

  constant({ shape, data }: HostTensor): string {
    const name = this.name('constant');
    const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.constants.push({ name, dims: shape, dataType: FLOAT, rawData });
    return name;
  }

  scalar(value: number): string {
    return this.constant({ shape: [], data: Float32Array.of(value) });
  }

  ints(values: number[]): string {
    const name = this.name('shape');
    const rawData = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    this.constants.push({ name, dims: [values.length], dataType: INT64, rawData });
    return name;
  }

  /** Applies a mask that nobody could fold. */
  settle(value: DrawnValue): DrawnValue {
    if (!value.folded) return value;
    const { samples } = this;
    const { shape, folded, isPlanes } = value;
    const laid = isPlanes && shape.length === 3 ? [shape[2]!, shape[0]!, shape[1]!] : shape;
    const data = value.order ? reorder(folded, value.order) : isPlanes ? planesOf(folded, shape) : folded.data;
    const mask = this.constant({ shape: [samples, 1, ...laid], data });
    const split = this.node('Reshape', [value.name, this.ints([value.isDrawn ? samples : 1, -1, ...laid])]);
    const masked = this.node('Mul', [split, mask]);
    const name = this.node('Reshape', [masked, this.ints([-1, ...laid])]);
    return { ...value, name, isDrawn: true, folded: undefined };
  }

  deferMask(value: DrawnValue, mask: HostTensor): DrawnValue {
    return { ...this.settle(value), folded: mask };
  }

  /** Pictures as ONNX wants them, without a mask in waiting. */
  toPlanes(value: DrawnValue): DrawnValue {
    const settled = this.settle(value);
    if (settled.isPlanes) return settled;
    return { ...settled, name: this.node('Transpose', [settled.name], { perm: [0, 3, 1, 2] }), isPlanes: true };
  }

  /** A picture about to be flattened: its values stay where they are, the rows of the next kernel follow them. */
  toRows(value: DrawnValue): DrawnValue {
    if (!value.isPlanes) return value;
    const [h, w, c] = value.shape as [number, number, number];
    const order: number[] = [];
    for (let channel = 0; channel < c; channel++) for (let at = 0; at < h * w; at++) order.push(at * c + channel);
    const folded = value.folded && { shape: [this.samples, sizeOf(value.shape)], data: value.folded.data };
    return { ...value, isPlanes: false, order, folded };
  }

  /** Exchanges the rows of [D, H] or [S, D, H] kernels to the order in which the input lies. */
  permuteRows(kernel: HostTensor, { order }: DrawnValue): HostTensor {
    if (!order) return kernel;
    const units = kernel.shape.at(-1)!;
    const rows = order.length;
    const data = new Float32Array(kernel.data.length);
    for (let start = 0; start < kernel.data.length; start += rows * units)
      order.forEach((from, to) => {
        data.set(kernel.data.subarray(start + from * units, start + (from + 1) * units), start + to * units);
      });
    return { shape: kernel.shape, data };
  }

  /** [D, H] → [S, D, H]. */
  repeat(tensor: HostTensor): HostTensor {
    const data = new Float32Array(this.samples * tensor.data.length);
    for (let s = 0; s < this.samples; s++) data.set(tensor.data, s * tensor.data.length);
    return { shape: [this.samples, ...tensor.shape], data };
  }

  /** (x ∘ mask)·W = x·(mask ∘ W): kernels [S, D, H], mask [S, D]. */
  fold(kernels: HostTensor, mask: HostTensor): HostTensor {
    const units = kernels.shape[2]!;
    const data = new Float32Array(kernels.data.length);
    for (let row = 0; row < mask.data.length; row++) {
      const kept = mask.data[row]!;
      if (kept === 0) continue;
      for (let at = row * units; at < (row + 1) * units; at++) data[at] = kernels.data[at]! * kept;
    }
    return { shape: kernels.shape, data };
  }

  at({ shape, data }: HostTensor, draw: number): HostTensor {
    const size = data.length / shape[0]!;
    return { shape: shape.slice(1), data: data.subarray(draw * size, (draw + 1) * size) };
  }

  /** Runs each draw through nodes of its own, for layers whose weights differ and that have no batched form. */
  perDraw(value: DrawnValue, emit: (draw: number, name: string) => string): string {
    const draws = Array.from({ length: this.samples }, (_, draw) => draw);
    let inputs = draws.map(() => value.name);
    if (value.isDrawn) {
      inputs = draws.map(() => this.name('draw'));
      this.nodes.push({
        opType: 'Split',
        name: this.name('Split'),
        input: [value.name],
        output: inputs,
        attribute: [{ name: 'axis', type: onnx.AttributeProto.AttributeType.INT, i: 0 }],
      });
    }
    return this.node(
      'Concat',
      draws.map((draw) => emit(draw, inputs[draw]!)),
      { axis: 0 },
    );
  }

  /** The file. Inputs are `[N, …shape]`; `meta` is kept in it as JSON. */
  build(
    input: { name: string; dtype: 'uint8' | 'float32'; shape: number[] },
    outputs: Record<string, (number | string)[]>,
    meta: object,
  ): Uint8Array {
    const describe = (name: string, elemType: number, dims: (number | string)[]) => ({
      name,
      type: {
        tensorType: {
          elemType,
          shape: { dim: dims.map((d) => (typeof d === 'string' ? { dimParam: d } : { dimValue: d })) },
        },
      },
    });
    return onnx.ModelProto.encode({
      irVersion: IR_VERSION,
      producerName: 'Querent',
      opsetImport: [{ domain: '', version: OPSET }],
      metadataProps: [{ key: 'querent', value: JSON.stringify(meta) }],
      graph: {
        name: 'draws',
        node: this.nodes,
        initializer: this.constants,
        input: [describe(input.name, input.dtype === 'uint8' ? UINT8 : FLOAT, ['N', ...input.shape])],
        output: Object.entries(outputs).map(([name, dims]) => describe(name, FLOAT, dims)),
      },
    }).finish();
  }
}

/** [S, h, w, c] → [S, c, h, w]. */
function planesOf({ data }: HostTensor, [h = 1, w = 1, c = 1]: number[]): Float32Array {
  const result = new Float32Array(data.length);
  const size = h * w * c;
  for (let start = 0; start < data.length; start += size)
    for (let at = 0; at < h * w; at++)
      for (let channel = 0; channel < c; channel++)
        result[start + channel * h * w + at] = data[start + at * c + channel]!;
  return result;
}

function reorder({ data }: HostTensor, order: number[]): Float32Array {
  const result = new Float32Array(data.length);
  for (let start = 0; start < data.length; start += order.length)
    order.forEach((from, to) => {
      result[start + to] = data[start + from]!;
    });
  return result;
}
