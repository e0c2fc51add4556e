import { readFileSync } from 'node:fs';
import { acquisitions, openPredictor, scorePool, selections } from '@querent/core';
import { decodeShard } from '@querent/core/encoders';
import { serve } from './jobs.mjs';

const rssMb = () => Math.round(process.resourceUsage().maxRSS / 1_024);

/** Scores the shards of a pool with a stored graph, in a process of its own, and keeps the best by BALD. */
serve(async ({ graph, shards, total, keep }) => {
  const rssBeforeMb = rssMb();
  const begun = performance.now();
  const predictor = await openPredictor(readFileSync(graph));
  const openSeconds = (performance.now() - begun) / 1_000;
  const { top, scored, seconds } = await scorePool({
    predictor,
    acquisition: acquisitions.get('bald'),
    options: {},
    selection: selections.get('top-k'),
    selectionOptions: {},
    chunks: read(shards),
    total,
    keep,
    seed: 1,
  });
  await predictor.release();
  return { result: { openSeconds, seconds, scored, best: top[0].score, rssBeforeMb, peakRssMb: rssMb() } };
});

function* read(shards) {
  for (const file of shards) yield decodeShard(readFileSync(file));
}
