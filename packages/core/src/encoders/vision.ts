import { readFile } from 'node:fs/promises';
import * as ort from 'onnxruntime-node';
import { z } from 'zod';
import { CoreError, messageOf } from '../errors.js';
import { defineEncoder } from './encoder.js';
import { FlatShape, flat } from './encoding.js';
import { isModelName } from './model-source.js';
import { type PictureProcessor, readProcessor } from './picture-processor.js';
import { seeAll } from './views.js';
import { findVisionFiles } from './vision-files.js';
import { poolRows, WHAT } from './vision-pooling.js';

const options = z.object({
  model: z
    .string()
    .refine(isModelName, 'Name a model of the hub as owner/name, or give the full path of a folder.')
    .default('onnx-community/dinov2-small')
    .describe('A vision model of the hub, as owner/name, or the full path of a folder on the server that holds one'),
  pooling: z
    .enum(WHAT)
    .default('own')
    .describe(
      'How what the model sees in a picture becomes one row: as the model itself pools it, or the mean where it does not; the mean of all places; or its first token',
    ),
});
type Choice = z.infer<typeof options>;

/**
 * Any vision model of Hugging Face that has an ONNX export: what it pools itself (`pooler_output` or `image_embeds`), or its last
 * hidden states over the places of a picture. Pictures are brought to size and scale as its `preprocessor_config.json` says.
 * Nothing but the ONNX graph is run.
 *
 * @returns float32 [N, hidden size]
 * @source Dosovitskiy et al. 2021, arXiv:2010.11929, for the first token
 */
export const vision = defineEncoder({
  id: 'hugging-face-vision',
  title: 'Vision model of Hugging Face',
  description:
    'What any vision model with an ONNX export sees in pictures, from the Hugging Face hub or from a folder.',
  source: 'arXiv:2010.11929',
  licence: 'that of the model, which its page on the hub tells',
  reads: 'image',
  revision: 1,
  options,
  fitted: z.object({ shape: FlatShape, fingerprint: z.string() }),
  async fit(_, choice) {
    const { see, processor, fingerprint, release } = await load(choice);
    try {
      const { height, width } = processor;
      const row = await see(new Uint8Array(height * width * 3));
      return { shape: flat(row.length), fingerprint };
    } finally {
      await release();
    }
  },
  async open({ shape: [width], fingerprint }, choice) {
    const { see: run, processor, fingerprint: own, release } = await load(choice);
    if (own !== fingerprint) {
      await release();
      throw new CoreError(
        'model_unavailable',
        `The files of ${choice.model} have changed since the pool was encoded. Put the old ones back, or encode the pool again.`,
      );
    }
    return { encode: (pictures) => seeAll({ shaped: processor.shaped, width, run }, pictures), release };
  },
});

/** @throws model_unavailable */
async function load({ model, pooling }: Choice) {
  const { config, graph, fingerprint } = await findVisionFiles(model);
  const processor = readProcessor(config, await readFile(config, 'utf8'));
  const session = await ort.InferenceSession.create(graph, {
    logSeverityLevel: 3,
    // As of the encoder of photos: the next pictures are decoded meanwhile.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  }).catch((cause) => {
    throw unusable(model, messageOf(cause), cause);
  });
  let isOpen = true;
  const release = async () => {
    if (isOpen) await session.release();
    isOpen = false;
  };
  const see = (pixels: Uint8Array) =>
    run(session, processor, pixels).then((outputs) => poolRows(model, outputs, pooling));
  const [input, ...others] = session.inputNames;
  if (input === 'pixel_values' && others.length === 0) return { see, processor, fingerprint, release };
  await release();
  throw unusable(model, `it wants ${session.inputNames.join(', ')} where "pixel_values" is what a picture gives`);

  async function run(own: ort.InferenceSession, { height, width, toInput }: PictureProcessor, pixels: Uint8Array) {
    const shape = [pixels.length / (3 * height * width), 3, height, width];
    const input = { pixel_values: new ort.Tensor('float32', toInput(pixels), shape) };
    return own.run(input).catch((cause) => {
      throw unusable(model, messageOf(cause), cause);
    });
  }
}

const unusable = (model: string, reason: string, cause?: unknown) =>
  new CoreError(
    'model_unavailable',
    `The vision model ${model} cannot be used (${reason.slice(0, 300)}). Export it to ONNX again, for feature extraction, or choose another.`,
    { cause },
  );
