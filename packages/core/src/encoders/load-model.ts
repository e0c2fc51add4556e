import { isAbsolute, join } from 'node:path';
import type { PreTrainedModel, PreTrainedTokenizer } from '@huggingface/transformers';
import { CoreError, messageOf } from '../errors.js';
import { boundedFetch, type FetchLimits } from './bounded-fetch.js';
import { findFolder, fingerprint, type Precision } from './model-source.js';

export interface LoadedModel {
  model: PreTrainedModel;
  tokenizer: PreTrainedTokenizer;
  fingerprint: string;
}

/** Which model, from where. */
export interface ModelChoice {
  model: string;
  precision: Precision;
  hub: string;
}

/** Where models of the hub are kept, in the library's own folder if left out, and how long it may be silent. */
export const modelSettings: FetchLimits & { cacheFolder?: string } = { answerMs: 15_000, stallMs: 30_000 };

let last: Promise<unknown> = Promise.resolve();

/**
 * Loads a model and its tokeniser. One at a time: the library's settings are those of the whole process. A folder is read
 * without the network; a model of the hub is asked for within bounded time, and kept.
 *
 * @throws model_unavailable with what to do
 */
export function loadModel(choice: ModelChoice): Promise<LoadedModel> {
  const next = last.then(() => load(choice));
  last = next.catch(() => {});
  return next;
}

async function load({ model: name, precision, hub }: ModelChoice): Promise<LoadedModel> {
  const { AutoModel, AutoTokenizer, env } = await library();
  const isFolder = isAbsolute(name);
  const place = isFolder ? findFolder(name, precision) : { parent: env.localModelPath, name };
  env.allowLocalModels = isFolder;
  env.allowRemoteModels = !isFolder;
  env.localModelPath = place.parent;
  env.remoteHost = hub.endsWith('/') ? hub : `${hub}/`;
  env.fetch = boundedFetch(modelSettings);
  if (modelSettings.cacheFolder) env.cacheDir = modelSettings.cacheFolder;
  try {
    const tokenizer = await AutoTokenizer.from_pretrained(place.name, { local_files_only: isFolder });
    const options = { local_files_only: isFolder, dtype: precision, device: 'cpu' } as const;
    const model = await AutoModel.from_pretrained(place.name, options);
    const folder = isFolder ? name : join(env.cacheDir ?? '', name);
    return { model, tokenizer, fingerprint: await fingerprint(folder, precision) };
  } catch (cause) {
    throw unavailable(name, isFolder, hub, cause);
  }
}

async function library(): Promise<typeof import('@huggingface/transformers')> {
  try {
    return await import('@huggingface/transformers');
  } catch (cause) {
    throw new CoreError(
      'model_unavailable',
      'Models of Hugging Face need a package that is not installed: npm install @huggingface/transformers@4',
      { cause },
    );
  }
}

function unavailable(name: string, isFolder: boolean, hub: string, cause: unknown): CoreError {
  const deeper = cause instanceof Error ? cause.cause : null;
  const reason = [cause, deeper]
    .flatMap((own) => (own ? [messageOf(own)] : []))
    .join(': ')
    .slice(0, 300);
  const detail = isFolder
    ? `The model in ${name} cannot be read (${reason}). Export it to ONNX again.`
    : `The model ${name} cannot be had from ${hub} (${reason}). Check its name and the connection, or put its files into a folder on the server and name that folder.`;
  return new CoreError('model_unavailable', detail, { cause });
}
