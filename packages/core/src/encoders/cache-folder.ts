import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where models are kept: in the user's cache, since they are the same for every installation. */
export const cacheFolder = join(
  process.env.XDG_CACHE_HOME ?? process.env.LOCALAPPDATA ?? join(homedir(), '.cache'),
  'querent',
);
