import { readFileSync } from 'node:fs';
import { greedyBatch } from '@querent/core/selections';
import { serve } from './jobs.ts';

const rssMb = () => Math.round(process.resourceUsage().maxRSS / 1_024);

export interface BatchJob {
  file: string;
  seed: number;
  count: number;
  draws: number;
  classes: number;
  batch: number;
  configurations: number;
}
export interface Batch {
  seconds: number;
  rssBeforeMb: number;
  peakRssMb: number;
  indices: number[];
  scores: number[];
}

/** One BatchBALD batch in a process of its own. `file` holds log-probabilities [N, K, C] in float32. */
serve<BatchJob, Batch>(async ({ file, count, draws, classes, batch, configurations, seed }) => {
  const bytes = readFileSync(file);
  const given = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const outputsSNO = new Float32Array(given.length);
  for (let n = 0; n < count; n++)
    for (let s = 0; s < draws; s++)
      outputsSNO.set(
        given.subarray((n * draws + s) * classes, (n * draws + s + 1) * classes),
        (s * count + n) * classes,
      );
  const rssBeforeMb = rssMb();
  const begun = performance.now();
  const chosen = greedyBatch({ samples: draws, count, outputs: classes, outputsSNO }, batch, { configurations, seed });
  return {
    result: {
      seconds: (performance.now() - begun) / 1_000,
      rssBeforeMb,
      peakRssMb: rssMb(),
      indices: chosen.map(({ index }) => index),
      scores: chosen.map(({ score }) => score),
    },
  };
});
