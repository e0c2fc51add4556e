import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type EncodeTask, type PrepareTask, recordKinds } from '@querent/domain/background';
import { openFolderStore, type Store } from '@querent/storage';
import sharp from 'sharp';
import { readData } from './data.ts';
import { median, rounded } from './statistics.ts';

const ROUNDS = 3;
/** Of 12 megapixels, as phones take them. */
const LARGE = { count: 12, width: 4_000, height: 3_000 };

/** A row of a photo that is kept. */
type Row = EncodeTask['records'][number];

/** Paths of the photos of the set among the data. */
const paths = () =>
  readData('hymenoptera', 'index.csv')
    .toString()
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => ['hymenoptera', ...line.split(',')[0]!.split('/')]);

/**
 * Photos kept as an import keeps them, and encoded from there by the thread of the worker: decoded, brought to one size, seen by
 * the network, and stored as features. Small ones as they are in the set, and the same brought to 12 megapixels.
 */
export async function measurePhotos() {
  const small = paths().map((path) => readData(...path));
  const photos = await measure(small);
  console.error(JSON.stringify(photos));
  const grain = await makeGrain();
  const large: Uint8Array[] = [];
  for (const file of small.slice(0, LARGE.count)) large.push(await enlarge(file, grain));
  const megapixels12 = await measure(large);
  console.error(JSON.stringify({ megapixels12 }));
  return { ...photos, megapixels12 };
}

/** As cameras have it: a photo that is merely stretched is quicker to read. */
const makeGrain = () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 12 } as const;
  const { width, height } = LARGE;
  return sharp({ create: { width, height, channels: 3, background: '#000', noise } })
    .raw()
    .toBuffer({ resolveWithObject: true });
};
const enlarge = (file: Uint8Array, { data, info }: Awaited<ReturnType<typeof makeGrain>>) =>
  sharp(file)
    .resize(LARGE.width, LARGE.height, { fit: 'fill' })
    .composite([{ input: data, raw: info, blend: 'soft-light' }])
    .jpeg({ quality: 92 })
    .toBuffer();

async function measure(files: Uint8Array[]) {
  const folder = mkdtempSync(join(tmpdir(), 'querent-photos-'));
  const store = openFolderStore(folder);
  const thread = new Worker(new URL(import.meta.resolve('@querent/worker/compute-thread')), {
    workerData: { objectsDir: folder },
  });
  try {
    const before = performance.now();
    const records = await keepPhotos(files, store);
    const seconds = (performance.now() - before) / 1_000;
    const kept = records.reduce((sum, { objectKey }) => sum + sizeIn(folder, objectKey!), 0);
    const prepared: PrepareTask = { encoder: 'photo', options: {}, kind: 'image', records };
    const encoding = (await ask(thread, 'prepare', prepared)) as EncodeTask['encoding'];
    const rates: number[] = [];
    const coreMs: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const [since, used] = [performance.now(), process.cpuUsage()];
      await ask(thread, 'encode', { encoding, kind: 'image', start: 0, records } satisfies EncodeTask);
      if (round === 0) continue; // loads the network
      rates.push((1_000 * records.length) / (performance.now() - since));
      const { user, system } = process.cpuUsage(used);
      coreMs.push((user + system) / 1_000 / records.length);
    }
    return {
      photos: files.length,
      /** Encoded. */
      perSecond: rounded(median(rates), 1),
      /** Of all cores together for a photo, which hardly depends on what else the machine does. */
      processorMs: rounded(median(coreMs), 1),
      keptPerSecond: rounded(files.length / seconds, 1),
      megabytes: {
        brought: rounded(files.reduce((sum, { length }) => sum + length, 0) / 1e6, 1),
        kept: rounded(kept / 1e6, 1),
      },
    };
  } finally {
    await thread.terminate();
    rmSync(folder, { recursive: true });
  }
}

/** Rows of photos, which the store keeps as an import does. */
export const keepPhotos = (files: Uint8Array[], store: Store): Promise<Row[]> =>
  Promise.all(
    files.map(async (file, at) => {
      const content = { kind: 'image' as const, name: '', read: async () => file };
      return { id: `photo-${at}`, ...(await recordKinds.image.take(content, {}, store)) };
    }),
  );

const sizeIn = (folder: string, key: string) => statSync(join(folder, key.slice(0, 2), key)).size;

let asked = 0;
function ask(thread: Worker, task: 'prepare' | 'encode', input: object): Promise<unknown> {
  const id = ++asked;
  return new Promise((resolve, reject) => {
    thread.once('error', reject);
    thread.on('message', (told: { id: number; output?: unknown; failure?: { message: string } }) => {
      if (told.id !== id) return;
      if (told.failure) reject(new Error(told.failure.message));
      else resolve(told.output);
    });
    thread.postMessage({ id, task, input });
  });
}
