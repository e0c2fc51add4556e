import { readFileSync } from 'node:fs';
import { acquisitions, openPredictor, scorePool, selections } from '@querent/core';
import { decodeShard } from '@querent/core/encoders';
import { serve } from './jobs.ts';

const rssMb = () => Math.round(process.resourceUsage().maxRSS / 1_024);

export interface ScoringJob {
  graph: string;
  shards: string[];
  total: number;
  keep: number;
  warmUp?: string[];
}
export interface ScoringRun {
  openSeconds: number;
  seconds: number;
  scored: number;
  best: number;
  rssBeforeMb: number;
  peakRssMb: number;
}

/**
 * Scores the shards of a pool with a stored graph, in a process of its own, and keeps the best by BALD. `warmUp` names
 * shards that are scored before the clock runs.
 */
serve<ScoringJob, ScoringRun>(async ({ graph, shards, total, keep, warmUp }) => {
  const rssBeforeMb = rssMb();
  const begun = performance.now();
  const predictor = await openPredictor(readFileSync(graph));
  const openSeconds = (performance.now() - begun) / 1_000;
  const score = (files: string[]) =>
    scorePool({
      predictor,
      acquisition: acquisitions.get('bald'),
      options: {},
      selection: selections.get('top-k'),
      selectionOptions: {},
      chunks: read(files),
      total,
      keep,
      seed: 1,
    });
  if (warmUp) await score(warmUp);
  const { top, scored, seconds } = await score(shards);
  await predictor.release();
  return { result: { openSeconds, seconds, scored, best: top[0]!.score, rssBeforeMb, peakRssMb: rssMb() } };
});

function* read(shards: string[]) {
  for (const file of shards) yield decodeShard(readFileSync(file));
}
