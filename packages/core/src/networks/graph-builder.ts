import { CoreError } from '../errors.js';
import type { HostTensor } from '../tensors/state.js';
import { type OnnxTypes, onnx } from './onnx.js';

type Attribute = number | number[];

const OPSET = 13;
const IR_VERSION = 7;
/** A protobuf message holds less than 2 GiB. */
const MOST_BYTES = 2 ** 31 - 2 ** 20;
const { FLOAT, INT32, INT64, UINT8 } = onnx.TensorProto.DataType;
const TYPES = { float32: FLOAT, int32: INT32, uint8: UINT8 };

/** What a graph is fed with; a size that may be any has a name. */
export interface GraphInput {
  name: string;
  dtype: keyof typeof TYPES;
  dims: (number | string)[];
}

/** Collects nodes and constants of an ONNX graph, by the published protobuf schema. */
export class GraphBuilder {
  readonly samples: number;
  private readonly nodes: OnnxTypes.INodeProto[] = [];
  private readonly constants: OnnxTypes.ITensorProto[] = [];
  private count = 0;
  private bytes = 0;

  constructor(samples: number) {
    this.samples = samples;
  }

  private name(hint: string) {
    return `${hint}_${this.count++}`;
  }

  /** Adds a node with one output. @returns its name */
  node(type: string, input: string[], attributes: Record<string, Attribute> = {}, output = this.name(type)): string {
    const attribute = Object.entries(attributes).map(([name, value]) =>
      Array.isArray(value)
        ? { name, type: onnx.AttributeProto.AttributeType.INTS, ints: value }
        : { name, type: onnx.AttributeProto.AttributeType.INT, i: value },
    );
    this.nodes.push({ opType: type, name: output, input, output: [output], attribute });
    return output;
  }

  /** Adds numbers of [0, 1) in the shape of a value: others at each run, the same in each session. @returns their name */
  randomLike(value: string, seed: number): string {
    const output = this.name('RandomUniformLike');
    const attribute = [{ name: 'seed', type: onnx.AttributeProto.AttributeType.FLOAT, f: seed }];
    this.nodes.push({ opType: 'RandomUniformLike', name: output, input: [value], output: [output], attribute });
    return output;
  }

  /** Adds a tensor that does not change. @returns its name @throws too_large where all of them leave the format behind */
  constant({ shape, data }: HostTensor): string {
    const name = this.name('constant');
    this.bytes += data.byteLength;
    if (this.bytes > MOST_BYTES) {
      throw new CoreError(
        'too_large',
        `${this.samples} draws of this network take more than the 2 GB that an ONNX file holds. Ask for fewer draws, or choose a smaller network.`,
      );
    }
    const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.constants.push({ name, dims: shape, dataType: FLOAT, rawData });
    return name;
  }

  /** Adds a single number. @returns its name */
  scalar(value: number): string {
    return this.constant({ shape: [], data: Float32Array.of(value) });
  }

  /** Adds a row of integers, such as a shape. @returns its name */
  ints(values: number[]): string {
    const name = this.name('shape');
    const rawData = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    this.constants.push({ name, dims: [values.length], dataType: INT64, rawData });
    return name;
  }

  /** Cuts a value into equal parts. @returns their names */
  split(value: string, parts: number, axis = 0): string[] {
    const output = Array.from({ length: parts }, () => this.name('part'));
    const attribute = [{ name: 'axis', type: onnx.AttributeProto.AttributeType.INT, i: axis }];
    this.nodes.push({ opType: 'Split', name: this.name('Split'), input: [value], output, attribute });
    return output;
  }

  /** The file; `meta` is kept in it as JSON. */
  build(inputs: GraphInput[], outputs: Record<string, GraphInput['dims']>, meta: object): Uint8Array {
    const describe = (name: string, elemType: number, dims: GraphInput['dims']) => ({
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
        input: inputs.map(({ name, dtype, dims }) => describe(name, TYPES[dtype], dims)),
        output: Object.entries(outputs).map(([name, dims]) => describe(name, FLOAT, dims)),
      },
    }).finish();
  }
}
