import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CoreError, messageOf } from '../errors.js';
import { boundedFetch, type FetchLimits } from './bounded-fetch.js';
import { cacheFolder } from './cache-folder.js';

/** Where models of the hub come from, as Hugging Face's own tools have it, and where they are kept. */
export const visionSettings: FetchLimits & { hub: string; folder: string } = {
  ...{ answerMs: 15_000, stallMs: 30_000 },
  hub: process.env.HF_ENDPOINT ?? 'https://huggingface.co',
  folder: join(cacheFolder, 'models'),
};

const CONFIG = 'preprocessor_config.json';
/** The half that sees, of models that read texts too, before the whole. */
const GRAPHS = ['onnx/vision_model.onnx', 'onnx/model.onnx', 'vision_model.onnx', 'model.onnx'];
const MOST_BYTES = 2 ** 31;

export interface VisionFiles {
  config: string;
  graph: string;
  /** Of both, 16 hex digits. */
  fingerprint: string;
}

/**
 * The two files of a model that are read, of a folder or of the hub, which is asked once. Nothing of a model is run but its
 * ONNX graph.
 *
 * @param model the full path of a folder, or `owner/name`
 * @throws model_unavailable with what to do
 */
export async function findVisionFiles(model: string): Promise<VisionFiles> {
  const folder = isAbsolute(model) ? model : join(visionSettings.folder, model.replace('/', '--'));
  if (isAbsolute(model) && !existsSync(folder))
    throw new CoreError(
      'model_unavailable',
      `There is no folder ${folder} on the server. Name one that holds a model.`,
    );
  if (!isAbsolute(model) && findGraph(folder) === null) await fetchModel(model, folder);
  const graph = findGraph(folder);
  const missing = [...(graph ? [] : ['onnx/model.onnx']), ...(existsSync(join(folder, CONFIG)) ? [] : [CONFIG])];
  if (graph === null || missing.length > 0)
    throw new CoreError(
      'model_unavailable',
      `The model folder ${folder} lacks ${missing.join(' and ')}. Put the files of a vision model there as the Hugging Face hub has them, with its ONNX export.`,
    );
  const files = { config: join(folder, CONFIG), graph };
  return { ...files, fingerprint: await fingerprint(Object.values(files)) };
}

const findGraph = (folder: string) => GRAPHS.map((name) => join(folder, name)).find((file) => existsSync(file)) ?? null;

async function fingerprint(files: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files)
    await pipeline(createReadStream(file), async (parts: AsyncIterable<Buffer>) => {
      for await (const part of parts) hash.update(part);
    });
  return hash.digest('hex').slice(0, 16);
}

/** The graph comes last, so that a model which is there is there wholly. */
async function fetchModel(model: string, folder: string): Promise<void> {
  const { hub } = visionSettings;
  const fetchOne = boundedFetch(visionSettings);
  try {
    if (!(await fetchFile(fetchOne, model, CONFIG, folder))) throw new Error(`it has no ${CONFIG}`);
    for (const name of GRAPHS) if (await fetchFile(fetchOne, model, name, folder)) return;
    throw new Error('it has no ONNX export');
  } catch (cause) {
    throw new CoreError(
      'model_unavailable',
      `The model ${model} cannot be had from ${new URL(hub).host} (${reasonOf(cause)}). Check its name and the connection, or put its files into a folder on the server and name that folder.`,
      { cause },
    );
  }
}

/** What lies behind "fetch failed" says more. */
const reasonOf = (error: unknown) =>
  [error, error instanceof Error ? error.cause : null]
    .flatMap((own) => (own ? [messageOf(own)] : []))
    .join(': ')
    .slice(0, 300);

/** Fetches a file, which appears whole. @returns false where the hub has none of this name */
async function fetchFile(fetchOne: typeof fetch, model: string, name: string, folder: string): Promise<boolean> {
  const address = new URL(`${model}/resolve/main/${name}`, withSlash(visionSettings.hub));
  const response = await fetchOne(address);
  // A hub that is asked in private must not send elsewhere in the open.
  if (address.protocol === 'https:' && !response.url.startsWith('https:'))
    throw new Error(`${name} is not sent by HTTPS`);
  if (response.status === 404) return false;
  if (!response.ok || !response.body) throw new Error(`${name}: status ${response.status}`);
  if (Number(response.headers.get('content-length')) > MOST_BYTES) throw new Error(`${name} has more than 2 GB`);
  const partial = join(folder, `${randomUUID()}.partial`);
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  try {
    await pipeline(Readable.fromWeb(response.body as never), atMost(name), createWriteStream(partial));
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
  return true;
}

const withSlash = (address: string) => (address.endsWith('/') ? address : `${address}/`);

const atMost = (name: string) =>
  async function* (parts: AsyncIterable<Uint8Array>) {
    let bytes = 0;
    for await (const part of parts) {
      bytes += part.length;
      if (bytes > MOST_BYTES) throw new Error(`${name} has more than 2 GB`);
      yield part;
    }
  };
