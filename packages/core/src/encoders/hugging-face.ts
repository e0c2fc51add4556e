import type { Tensor } from '@huggingface/transformers';
import { z } from 'zod';
import { CoreError } from '../errors.js';
import type { Features } from '../tensors/features.js';
import { floats } from '../tensors/floats.js';
import { byLength } from './by-length.js';
import type { Text } from './content.js';
import { defineEncoder } from './encoder.js';
import { FlatShape, flat } from './encoding.js';
import { headOf } from './head.js';
import { type LoadedModel, loadModel } from './load-model.js';
import { isModelName, PRECISIONS, type Precision } from './model-source.js';
import { pool } from './pool-tokens.js';

const BATCH = 32;
/** Characters that are taken to hold a token, at first: several times as many as tokens have. */
const TOKEN_LENGTH = 32;
const precisions = Object.keys(PRECISIONS) as [Precision, ...Precision[]];

const options = z.object({
  model: z
    .string()
    .refine(isModelName, 'Name a model of the hub as owner/name, or give the full path of a folder.')
    .default('sentence-transformers/all-MiniLM-L6-v2')
    .describe('A model of the hub, as owner/name, or the full path of a folder on the server that holds one'),
  pooling: z
    .enum(['mean', 'cls'])
    .default('mean')
    .describe('How the tokens of a text become one row: their mean, or the first of them; the model’s page says which'),
  normalize: z.boolean().default(true).describe('Rows of length 1'),
  precision: z
    .enum(precisions)
    .default('fp32')
    .describe('Which of the model’s files: fp32 is exact, the others are smaller; q8 and q4 take texts one by one'),
  tokens: z.int().min(4).max(8_192).default(128).describe('Longest text in tokens; what goes beyond is cut off'),
  prefix: z.string().max(200).default('').describe('Put before each text where a model wants that, such as "query: "'),
  hub: z
    .url({ protocol: /^https?$/ })
    .default('https://huggingface.co')
    .describe('Address of the hub, or of a mirror'),
});

type Choice = z.infer<typeof options>;

/**
 * A transformer of Hugging Face that has an ONNX export: its last hidden states, pooled over the tokens of a text. A text
 * without a character is a row of zeros.
 *
 * Quantised models scale their activations by what goes through together; there a text goes alone, so that its row does
 * not depend on the others. Of a text that is too long the library cuts off the closing token as well; how much of it is
 * cut into tokens at all is bounded by what is used. Unread are the tokens that are unknown to the model's vocabulary.
 *
 * @returns float32 [N, hidden size]
 * @source Reimers and Gurevych 2019, arXiv:1908.10084, section 3, for the pooling
 */
export const huggingFace = defineEncoder({
  id: 'hugging-face',
  title: 'Model of Hugging Face',
  description: 'Embeddings of any transformer with an ONNX export, from the Hugging Face hub or from a folder.',
  source: 'arXiv:1908.10084',
  licence: 'that of the model, which its page on the hub tells',
  reads: 'text',
  revision: 1,
  advice: 'Its vocabulary lacks much of what these texts hold. Choose a model for their language, or "Hashed n-grams".',
  options,
  fitted: z.object({ shape: FlatShape, fingerprint: z.string() }),
  async fit(_, choice) {
    const loaded = await loadModel(choice);
    try {
      const { width } = await run(loaded, ['a'], choice);
      return { shape: flat(width), fingerprint: loaded.fingerprint };
    } finally {
      await loaded.model.dispose();
    }
  },
  async open({ shape: [width], fingerprint }, choice) {
    const loaded = await loadModel(choice);
    let isOpen = true;
    const release = async () => {
      if (isOpen) await loaded.model.dispose();
      isOpen = false;
    };
    if (loaded.fingerprint !== fingerprint) {
      await release();
      throw new CoreError(
        'model_unavailable',
        `The files of ${choice.model} have changed since the pool was encoded. Put the old ones back, or encode the pool again.`,
      );
    }
    return {
      encode: async (texts) => encode(loaded, texts, width, choice),
      unread: async (texts) => Float64Array.from(texts, ({ text }) => unreadOf(loaded, text, choice)),
      release,
    };
  },
});

async function encode(loaded: LoadedModel, texts: readonly Text[], width: number, choice: Choice) {
  const data = new Float32Array(texts.length * width);
  const isExact = choice.precision === 'fp32' || choice.precision === 'fp16';
  const all = texts.map(({ text }) => usedOf(loaded, text, choice));
  for (const batch of byLength(all, isExact ? BATCH : 1)) {
    const rows = await run(
      loaded,
      batch.map((n) => all[n]!),
      choice,
    );
    batch.forEach((n, row) => {
      data.set(rows.data.subarray(row * width, (row + 1) * width), n * width);
    });
  }
  const scale = choice.normalize ? 'rows' : 'columns';
  return { dtype: 'float32' as const, shape: [width], count: texts.length, data, scale } satisfies Features;
}

/** The ids of a text on its own, as many as there are. */
const idsOf = ({ tokenizer }: LoadedModel, text: string): number[] =>
  (tokenizer(text, { add_special_tokens: false, return_tensor: false }) as { input_ids: number[] }).input_ids;

/** What of a text the model can see. Twice as many tokens: those by the cut may differ from those of the whole. */
const usedOf = (loaded: LoadedModel, text: string, { tokens }: Choice): string =>
  headOf(text, tokens * TOKEN_LENGTH, (head) => idsOf(loaded, head).length >= 2 * tokens);

function unreadOf(loaded: LoadedModel, text: string, choice: Choice): number {
  const ids = idsOf(loaded, usedOf(loaded, text, choice)).slice(0, choice.tokens);
  const unknown = ids.filter((id) => id === loaded.tokenizer.unk_token_id).length;
  return ids.length > 0 ? unknown / ids.length : 1;
}

/** @throws model_unavailable where the model has no hidden states */
async function run({ model, tokenizer }: LoadedModel, texts: string[], choice: Choice) {
  const inputs = tokenizer(
    texts.map((text) => choice.prefix + text),
    { padding: true, truncation: true, max_length: choice.tokens },
  ) as { attention_mask: Tensor };
  const hidden: Tensor | undefined = (await model(inputs)).last_hidden_state;
  if (hidden?.dims.length !== 3) {
    throw new CoreError(
      'model_unavailable',
      `${choice.model} gives no last_hidden_state. Choose a model that was exported for feature extraction.`,
    );
  }
  const [count = 0, length = 0, width = 0] = hidden.dims;
  const mask = Float32Array.from(inputs.attention_mask.data as BigInt64Array, Number);
  return { width, data: pool(floats(hidden.data), mask, { count, length, width }, choice) };
}
