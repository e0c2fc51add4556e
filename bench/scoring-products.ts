import { readFileSync } from 'node:fs';
import { decodeShard } from '@querent/core/encoders';
import { type FeatureChunk, splitChunk } from '@querent/core/tensors';
import onnxProto from 'onnx-proto';
import * as ort from 'onnxruntime-node';
import { serve } from './jobs.ts';

/** A CommonJS module whose names Node does not see; its types say that it has no default. */
const { onnx } = onnxProto as unknown as typeof import('onnx-proto');
const ROWS = 512;
const { FLOAT, INT64 } = onnx.TensorProto.DataType;

interface Products {
  draws: number;
  isShared: boolean;
  features: number;
  units: number;
  outputs: number;
}
export interface ProductsJob extends Products {
  shard: string;
  total: number;
}

/**
 * The bare matrix products of the drawn networks 384-128-10, and nothing else, on the rows of one shard again and again: what
 * scoring cannot be faster than. The first product is shared by the draws, or there is one for each.
 */
serve<ProductsJob, { seconds: number }>(async ({ shard, total, draws, isShared, features, units, outputs }) => {
  const session = await ort.InferenceSession.create(graphOf({ draws, isShared, features, units, outputs }));
  const rows = decodeShard(readFileSync(shard));
  const pieces = [...splitChunk(rows, ROWS)].filter(({ count }) => count === ROWS);
  const run = ({ data }: FeatureChunk) => session.run({ x: new ort.Tensor('float32', data, [ROWS, features]) });
  for (const piece of pieces.slice(0, 20)) await run(piece);
  const begun = performance.now();
  const times = Math.ceil(total / ROWS);
  for (let i = 0; i < times; i++) await run(pieces[i % pieces.length]!);
  return { result: { seconds: (performance.now() - begun) / 1_000 } };
});

function graphOf({ draws, isShared, features, units, outputs }: Products) {
  const first = isShared ? units : draws * units;
  // The hidden values of each draw times its own matrix; the order of the values does not matter to the time it takes.
  const second = isShared ? [units, draws * outputs] : [draws, units, outputs];
  const node = (opType: string, input: string[], output: string) => ({ opType, input, output: [output] });
  const constant = (name: string, dims: number[]) => ({
    name,
    dims,
    dataType: FLOAT,
    rawData: new Uint8Array(new Float32Array(dims.reduce((size, length) => size * length, 1)).fill(0.01).buffer),
  });
  const shape = {
    name: 'shape',
    dims: [3],
    dataType: INT64,
    rawData: new Uint8Array(BigInt64Array.from([draws, -1, units], BigInt).buffer),
  };
  const value = (name: string, dims: (number | null)[]) => ({
    name,
    type: {
      tensorType: {
        elemType: FLOAT,
        shape: { dim: dims.map((dim) => (dim === null ? { dimParam: `${name}N` } : { dimValue: dim })) },
      },
    },
  });
  const nodes = isShared
    ? [node('MatMul', ['x', 'w1'], 'h'), node('MatMul', ['h', 'w2'], 'y')]
    : [
        node('MatMul', ['x', 'w1'], 'h'),
        node('Reshape', ['h', 'shape'], 'split'),
        node('MatMul', ['split', 'w2'], 'y'),
      ];
  const model = {
    irVersion: 7,
    opsetImport: [{ domain: '', version: 13 }],
    graph: {
      name: 'products',
      node: nodes,
      initializer: [constant('w1', [features, first]), constant('w2', second), ...(isShared ? [] : [shape])],
      input: [value('x', [null, features])],
      output: [value('y', isShared ? [null, draws * outputs] : [draws, null, outputs])],
    },
  };
  return onnx.ModelProto.encode(onnx.ModelProto.create(model)).finish();
}
