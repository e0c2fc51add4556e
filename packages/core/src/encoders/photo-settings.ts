import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Counted up where a change makes other features of the same weights. */
const REVISION = 1;

/** Where the network is kept: in the user's cache, since it is the same for every installation. */
export const photoSettings = {
  file: join(
    process.env.XDG_CACHE_HOME ?? process.env.LOCALAPPDATA ?? join(homedir(), '.cache'),
    `querent/efficientnet-lite0-${REVISION}.onnx`,
  ),
};

/** Whether this machine has the network that `photo` encodes by. */
export const hasPhotoModel = (): boolean => existsSync(photoSettings.file);
