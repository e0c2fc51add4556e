import { registry } from '../registry.js';
import type { Encoder, Opened } from './encoder.js';
import type { Encoding } from './encoding.js';
import { hashedNgrams } from './hashed-ngrams.js';
import { huggingFace } from './hugging-face.js';
import { photo } from './photo.js';
import { pixels } from './pixels.js';
import { sentence } from './sentence.js';
import { tables } from './tables.js';
import { vectors } from './vectors.js';
import { vision } from './vision.js';

/** Every encoder, by its id. */
export const encoders = registry<Encoder>([
  pixels,
  photo,
  vision,
  hashedNgrams,
  sentence,
  huggingFace,
  tables,
  vectors,
]);

/**
 * The encoder of a stored encoding, with its model in memory. Whoever opens it releases it.
 *
 * @throws unknown_method, state_corrupt, model_unavailable
 */
export const openEncoding = (encoding: Encoding): Promise<Opened> => encoders.get(encoding.encoder).open(encoding);
