import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CoreError } from '../errors.js';

/** How a graph's numbers are kept, and the ending of its file's name. */
export const PRECISIONS = { fp32: '', fp16: '_fp16', q8: '_quantized', q4: '_q4' } as const;
export type Precision = keyof typeof PRECISIONS;

/** `owner/name`, as the hub writes it. */
const HUB_NAME = /^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95}$/;
export const isModelName = (model: string) =>
  isAbsolute(model) || (HUB_NAME.test(model) && !model.includes('..') && !model.includes('--'));

/** The files without which a model does not work. */
const filesOf = (precision: Precision) => ['config.json', 'tokenizer.json', `onnx/model${PRECISIONS[precision]}.onnx`];

/** A folder as a parent to look in and a name in it. @throws model_unavailable where a file is missing, and names it */
export function findFolder(folder: string, precision: Precision): { parent: string; name: string } {
  const missing = filesOf(precision).filter((file) => !existsSync(join(folder, file)));
  if (missing.length === 0) return { parent: dirname(join(folder)), name: basename(folder) };
  throw new CoreError(
    'model_unavailable',
    `The model folder ${folder} lacks ${missing.join(', ')}. Put the files of a model there as the Hugging Face hub has them, with its ONNX export in "onnx".`,
  );
}

/**
 * SHA-256 over a model's files, so that a pool is never encoded by two models of one name.
 *
 * @returns 16 hex digits; files that are not there count as empty
 */
export async function fingerprint(folder: string, precision: Precision): Promise<string> {
  const hash = createHash('sha256');
  for (const file of filesOf(precision).map((name) => join(folder, name))) {
    hash.update('\0');
    if (existsSync(file)) {
      await pipeline(createReadStream(file), async (parts: AsyncIterable<Buffer>) => {
        for await (const part of parts) hash.update(part);
      });
    }
  }
  return hash.digest('hex').slice(0, 16);
}
