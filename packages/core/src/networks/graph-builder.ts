import { CoreError } from '../errors.js';
import type { HostTensor } from '../tensors/state.js';
import { type OnnxTypes, onnx } from './onnx.js';

type Attribute = number | number[];

const OPSET = 13;
const IR_VERSION = 7;
/** A protobuf message holds less than 2 GiB. */
const MOST_BYTES = 2 ** 31 - 2 ** 20;
const { FLOAT, INT32, INT64, UINT8, STRING, BOOL } = onnx.TensorProto.DataType;
const TYPES = { float32: FLOAT, int32: INT32, uint8: UINT8, string: STRING, bool: BOOL };

/** What a graph is fed with; a size that may be any has a name. */
export interface GraphInput {
  name: string;
  dtype: keyof typeof TYPES;
  dims: (number | string)[];
}

/** The outputs of a graph by their names: what they hold, where that is not float32, and their sizes. */
export type GraphOutputs = Record<string, GraphInput['dims'] | Omit<GraphInput, 'name'>>;

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
    this.weigh(data.byteLength);
    const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.constants.push({ name, dims: shape, dataType: FLOAT, rawData });
    return name;
  }

  private weigh(bytes: number) {
    this.bytes += bytes;
    if (this.bytes > MOST_BYTES) {
      throw new CoreError(
        'too_large',
        `${this.samples} draws of this network take more than the 2 GB that an ONNX file holds. Ask for fewer draws, or choose a smaller network.`,
      );
    }
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

  /** Adds a row of words, such as the names of classes. @returns their name */
  strings(values: readonly string[]): string {
    const name = this.name('words');
    const stringData = values.map((value) => new TextEncoder().encode(value));
    this.constants.push({ name, dims: [values.length], dataType: STRING, stringData });
    return name;
  }

  /**
   * Adds all of another graph that this builder has made, fed with a value of this one.
   *
   * @param value in place of its only input
   * @returns the name of its only output
   * @throws Error where the bytes are no such graph; too_large as of `constant`
   */
  include(bytes: Uint8Array, value: string): string {
    const { graph, opsetImport = [] } = onnx.ModelProto.decode(bytes);
    const [input, ...others] = graph?.input ?? [];
    const output = graph?.output?.[0]?.name;
    if (!graph || !input?.name || !output || others.length > 0 || Number(opsetImport[0]?.version) !== OPSET)
      throw new Error(`A graph of one input and one output, of opset ${OPSET}, can be included, and this is none.`);
    const prefix = this.name('included');
    const renamed = (name: string) => (name === input.name ? value : name && `${prefix}/${name}`);
    for (const node of graph.node ?? [])
      this.nodes.push({
        ...{ opType: node.opType!, attribute: node.attribute!, name: renamed(node.name ?? '') },
        ...{ input: node.input!.map(renamed), output: node.output!.map(renamed) },
      });
    for (const constant of graph.initializer ?? []) {
      this.weigh(constant.rawData?.length ?? 0);
      this.constants.push(Object.assign(constant, { name: renamed(constant.name!) }));
    }
    return renamed(output);
  }

  /** Cuts a value into equal parts. @returns their names */
  split(value: string, parts: number, axis = 0): string[] {
    const output = Array.from({ length: parts }, () => this.name('part'));
    const attribute = [{ name: 'axis', type: onnx.AttributeProto.AttributeType.INT, i: axis }];
    this.nodes.push({ opType: 'Split', name: this.name('Split'), input: [value], output, attribute });
    return output;
  }

  /** The file; `meta` is kept in it as JSON, `about` for whoever looks into it. */
  build(inputs: GraphInput[], outputs: GraphOutputs, meta: object, about = ''): Uint8Array {
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
      docString: about,
      opsetImport: [{ domain: '', version: OPSET }],
      metadataProps: [{ key: 'querent', value: JSON.stringify(meta) }],
      graph: {
        name: 'draws',
        node: this.nodes,
        initializer: this.constants,
        input: inputs.map(({ name, dtype, dims }) => describe(name, TYPES[dtype], dims)),
        output: Object.entries(outputs).map(([name, own]) =>
          Array.isArray(own) ? describe(name, FLOAT, own) : describe(name, TYPES[own.dtype], own.dims),
        ),
      },
    }).finish();
  }
}
