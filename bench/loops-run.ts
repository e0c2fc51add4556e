import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulate } from '@querent/core';
import { hasPhotoModel, type RecordContent } from '@querent/core/encoders';
import type { LikelihoodId } from '@querent/core/likelihoods';
import { defaultsFor, proposeEncoder } from '@querent/core/proposals';
import { type BackendName, startBackend } from '@querent/core/tensors';
import { recordKinds } from '@querent/domain/background';
import { openFolderStore } from '@querent/storage';
import { readData } from './data.ts';
import { encodeOnce } from './encode-once.ts';
import { serve } from './jobs.ts';
import { type Given, LOOP_SETS } from './loop-sets.ts';
import { keepPhotos } from './photos.ts';

/** How the next questions are chosen: as a new project does, or at random. */
const STRATEGIES = {
  asked: {},
  random: { acquisition: { id: 'uniform', options: {} }, selection: { id: 'top-k', options: {} } },
};

export interface LoopJob {
  title: string;
  set: string;
  strategy: keyof typeof STRATEGIES;
  seed: number;
  backend: BackendName;
}
export interface LoopRun {
  encoder: string;
  network: string;
  seconds: number;
  /** The figure at its last label. */
  value: number;
}

/** A project of the set with its defaults, from the first question to the last: one run in a process of its own. */
serve<LoopJob, LoopRun>(async ({ set, strategy, seed, backend }) => {
  const own = LOOP_SETS[set]!;
  await startBackend({ prefer: backend });
  const { pool, holdout } = own.read();
  const contents = { pool: await contentsOf(pool), test: await contentsOf(holdout) };
  const { encoder, network } = proposeEncoder(contents.pool.slice(-LOOKED_AT), own.likelihood, {
    hasPhotos: hasPhotoModel(),
  });
  const features = await encodeOnce(encoder, contents);
  const { labelsPerRound, ...defaults } = defaultsFor(own.likelihood, own.recordKind);
  const labelsOf = (records: Given[]) => targets[own.likelihood](records, own.classes);
  const simulation = {
    pool: { features: features.pool, labels: labelsOf(pool) },
    test: { features: features.test, labels: labelsOf(holdout) },
    outputs: Math.max(1, own.classes.length),
    config: {
      ...defaults,
      ...STRATEGIES[strategy],
      likelihood: { id: own.likelihood, options: {} },
      ...{ network, labelsPerRound, seed, most: own.labels, start: { labels: labelsPerRound } },
    },
  };
  const since = performance.now();
  let value = Number.NaN;
  for await (const { figures } of simulate(simulation)) value = figures[own.figure]!;
  const seconds = Math.round((performance.now() - since) / 1_000);
  const result = { encoder: encoder.id, network: network.id, seconds, value };
  return { result, line: `${own.figure} ${value.toFixed(4)} at ${own.labels} labels, ${seconds} s` };
});

/** Of what is kept of photos, as long as this process lives. */
const folder = mkdtempSync(join(tmpdir(), 'querent-loops-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const store = openFolderStore(folder);

/** As many as a project looks at. */
const LOOKED_AT = 100;

const contentsOf = (records: Given[]) => Promise.all(records.map(contentOf));

async function contentOf({ text, row, photo }: Given): Promise<RecordContent> {
  if (photo) return pictureOf(readData(...photo));
  if (text !== undefined) return { kind: 'text', text };
  return { kind: 'row', values: row as Record<string, string | number> }; // numbers and words, as the sets have them
}

/** As a project keeps it, and reads it when it is encoded. */
async function pictureOf(file: Uint8Array): Promise<RecordContent> {
  const [row] = await keepPhotos([file], store);
  return recordKinds.image.read(row!, store);
}

/** Labels as a likelihood takes them. */
const targets: Record<LikelihoodId, (records: Given[], classes: string[]) => Int32Array | Float32Array> = {
  categorical: (records, classes) => Int32Array.from(records, ({ label }) => classes.indexOf(label as string)),
  bernoulli: (records, classes) =>
    Float32Array.from(
      records.flatMap(({ label }) => classes.map((name) => Number((label as string[]).includes(name)))),
    ),
  gaussian: (records) => Float32Array.from(records, ({ label }) => label as number),
};
