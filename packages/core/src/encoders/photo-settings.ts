import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.js';

/** Counted up where a change makes other features of the same weights. */
const REVISION = 1;

/** Where the network is kept. */
export const photoSettings = { file: join(cacheFolder, `efficientnet-lite0-${REVISION}.onnx`) };

/** Whether this machine has the network that `photo` encodes by. */
export const hasPhotoModel = (): boolean => existsSync(photoSettings.file);
