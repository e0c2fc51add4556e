import sharp from 'sharp';
import type { ContentKind, RecordContent } from './content.js';
import { makeModel, makeVisionModel } from './test-model.js';

const picture = (...pixels: number[]): RecordContent => ({
  kind: 'image',
  width: 2,
  height: 1,
  channels: 1,
  pixels: Uint8Array.from(pixels),
});

/** The same as a picture of one row, in a file. */
const file = (...pixels: number[]): RecordContent => ({
  ...{ kind: 'image', width: 2, height: 1, channels: 1 },
  read: () =>
    sharp(Uint8Array.from(pixels), { raw: { width: 2, height: 1, channels: 1 } })
      .png()
      .toBuffer(),
});

/** A few records of each kind, with what is awkward about it. */
export const SAMPLES: Record<ContentKind, RecordContent[]> = {
  image: [picture(0, 255), picture(7, 8), picture(1, 1), file(9, 200)],
  text: [
    'How far is it from Denver to Aspen ?',
    'the cat sat on the mat, and the cat ate',
    '',
    '???',
    'Où est la bibliothèque',
    '今日は東京に行きます。',
    `${'a long text that goes on and on '.repeat(30)}`,
    '😀 \ud800 x',
  ].map((text) => ({ kind: 'text', text })),
  row: [
    { kind: 'row', values: { age: 40, work: 'clerk', note: null } },
    { kind: 'row', values: { age: '?', work: 'smith', note: 'x' } },
    { kind: 'row', values: { age: '31', work: 'clerk' } },
  ],
  vector: [
    { kind: 'vector', values: [1, 2, 3] },
    { kind: 'vector', values: Float32Array.of(0, -1, 0.5) },
  ],
};

/** Folders of models, of encoders that need one. */
const MODELS: Record<string, () => Promise<string>> = {
  'hugging-face': makeModel,
  'hugging-face-vision': makeVisionModel,
};
const made = new Map<string, Promise<string>>();

/** Options with which an encoder can be tried; most need none. */
export async function optionsFor(id: string): Promise<Record<string, unknown>> {
  const make = MODELS[id];
  if (!make) return {};
  const folder = made.get(id) ?? make();
  made.set(id, folder);
  return { model: await folder };
}
