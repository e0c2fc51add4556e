import { z } from 'zod';
import type { Features } from '../tensors/features.js';
import type { Text } from './content.js';
import { defineEncoder } from './encoder.js';
import { FlatShape, flat } from './encoding.js';
import { bucketOf } from './murmur3.js';
import { countPieces, type PieceOptions } from './pieces.js';

/**
 * Hashed n-grams with TF-IDF: the pieces t of a text are runs of its words and, within words, runs of 3 to 5 characters (an
 * emoji or a symbol such as ☕ is a word); each lands in one of D buckets j by a hash h (MurmurHash3), with a sign ξ, so that
 * collisions cancel on average.
 *
 *     x_j = ( ln((1 + n) / (1 + df_j)) + 1 ) · Σ_{t: h(t) = j} ξ(t) · (1 + ln tf_t),   then x / ‖x‖₂
 *
 * n texts of the pool, of which df_j have a piece in bucket j. A text without words is a row of zeros, and unread. Of a long
 * text the first 100,000 characters are read, unless the option `longest` says otherwise; punctuation is not. Half the
 * default width costs 1 to 5 points of accuracy (bench `encoders`).
 *
 * @returns float32 [N, D], rows of length 1
 * @source Weinberger et al. 2009, arXiv:0902.2206; the weights as scikit-learn's TfidfTransformer has them with sublinear_tf
 */
export const hashedNgrams = defineEncoder({
  id: 'hashed-ngrams',
  title: 'Hashed n-grams',
  description:
    'Which words, parts of words and emoji a text has, weighted by how rare they are. In any language; nothing to download. Reads the first 100,000 characters of a text, or as many as you set.',
  source: 'arXiv:0902.2206',
  reads: 'text',
  revision: 2,
  advice: 'Texts that are empty or hold nothing but punctuation have no features. Leave them out of the pool.',
  options: z.object({
    dimensions: z
      .int()
      .min(16)
      .max(65_536)
      .default(2_048)
      .describe('Width of a row: more tells more pieces apart and takes more room, 4 bytes each'),
    words: z.int().min(0).max(4).default(2).describe('Runs of up to so many words; 0 leaves words out'),
    characters: z
      .boolean()
      .default(true)
      .describe('Also runs of 3 to 5 characters within words: for endings, typing errors, compounds'),
    longest: z
      .int()
      .min(100)
      .max(1_000_000)
      .default(100_000)
      .describe('Longest text in characters, about 30 pages; what goes beyond is not read'),
  }),
  fitted: z.object({
    shape: FlatShape,
    documents: z.int().min(0),
    frequencies: z.array(z.int().min(0)),
  }),
  async fit(texts, options) {
    const frequencies = new Array<number>(options.dimensions).fill(0);
    let documents = 0;
    for await (const { text } of texts) {
      documents++;
      const own = new Set<number>();
      countPieces(text, options, (hash) => own.add(bucketOf(hash, options.dimensions).index));
      for (const bucket of own) frequencies[bucket]!++;
    }
    return { shape: flat(options.dimensions), documents, frequencies };
  },
  async open({ documents, frequencies }, options) {
    const idf = Float64Array.from(frequencies, (df) => Math.log((1 + documents) / (1 + df)) + 1);
    return {
      encode: async (texts) => encode(texts, idf, options),
      unread: async (texts) =>
        Float64Array.from(texts, ({ text }) => (countPieces(text, options, () => {}) > 0 ? 0 : 1)),
      release: async () => {},
    };
  },
});

function encode(texts: readonly Text[], idf: Float64Array, options: PieceOptions): Features {
  const width = idf.length;
  const data = new Float32Array(texts.length * width);
  const row = new Float64Array(width);
  texts.forEach(({ text }, n) => {
    row.fill(0);
    countPieces(text, options, (hash, count) => {
      const { index, sign } = bucketOf(hash, width);
      row[index]! += sign * idf[index]! * (1 + Math.log(count));
    });
    let squares = 0;
    for (const value of row) squares += value * value;
    if (squares > 0)
      data.set(
        row.map((value) => value / Math.sqrt(squares)),
        n * width,
      );
  });
  return { dtype: 'float32', shape: [width], count: texts.length, data, scale: 'rows' };
}
