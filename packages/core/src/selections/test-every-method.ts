import type { Joint } from '../acquisitions/acquisition.js';
import { acquisitions, byRanks, scoreProbs, weighted } from '../acquisitions/index.js';
import type { LikelihoodId } from '../likelihoods/likelihood.js';
import { summarizeClasses, summarizeLabels, summarizeValues } from '../likelihoods/summaries.js';
import { random } from '../tensors/random.js';
import { type Selection, type Shortlist, selections } from './index.js';

const [SAMPLES, COUNT, CLASSES, WIDTH, TARGETS] = [5, 60, 3, 4, 4];

/** What made-up draws say of made-up records: the same numbers wherever this runs. */
function predictions(kind: LikelihoodId, count: number, seed: number): Joint {
  const stream = random(seed);
  const outputs = kind === 'gaussian' ? 2 * CLASSES : CLASSES;
  const outputsSNO = Float64Array.from({ length: SAMPLES * count * outputs }, () => 2 * stream.normal());
  if (kind === 'categorical')
    for (let at = 0; at < outputsSNO.length; at += outputs) {
      const row = outputsSNO.subarray(at, at + outputs);
      const logSum = Math.log(row.reduce((sum, x) => sum + Math.exp(x), 0));
      row.forEach((x, c) => {
        row[c] = x - logSum;
      });
    }
  return { samples: SAMPLES, count, outputs, outputsSNO };
}

const SUMMARIES = { categorical: summarizeClasses, bernoulli: summarizeLabels, gaussian: summarizeValues };

function scoresOf(id: string, kind: LikelihoodId): number[] {
  const pool = predictions(kind, COUNT, 3);
  const given = { ...SUMMARIES[kind](pool), predictions: pool, targets: predictions(kind, TARGETS, 4) };
  const { score, options } = acquisitions.get(id);
  return Array.from(score(given, options.parse({})));
}

function choiceOf({ batch, key, options: schema }: Selection): number[] {
  const options = schema.parse({});
  const scores = scoresOf('bald', 'categorical');
  if (!batch) return scores.map((score, n) => key(score, n, 1, options));
  const stream = random(5);
  const dataND = Float32Array.from({ length: COUNT * WIDTH }, () => stream.normal());
  const shortlist: Shortlist = {
    candidates: scores.map((score, index) => ({ index, score })),
    predictions: predictions('categorical', COUNT, 3),
    vectors: { count: COUNT, width: WIDTH, dataND },
    labelled: { count: 2, width: WIDTH, dataND: dataND.slice(0, 2 * WIDTH) },
  };
  return batch.choose(shortlist, 10, 1, options);
}

/** Everything that runs in a browser, by its name: scores of each acquisition, keys or the batch of each selection. */
export function everyMethod(): Record<string, number[]> {
  const scores = acquisitions
    .list()
    .flatMap(({ id, likelihoods }) => likelihoods.map((kind) => [`${id}, ${kind}`, scoresOf(id, kind)] as const));
  const choices = selections.list().map((selection) => [`selection ${selection.id}`, choiceOf(selection)] as const);
  const [bald, entropy] = [acquisitions.get('bald'), acquisitions.get('entropy')];
  const probs = [[[0.2, 0.8]], [[0.7, 0.3]]];
  const parts = [bald, entropy].map((acquisition) => ({ acquisition, weight: 0.5 }));
  return {
    ...Object.fromEntries([...scores, ...choices]),
    weighted: Array.from(scoreProbs(probs, weighted(parts))),
    byRanks: Array.from(byRanks([scoresOf('bald', 'categorical'), scoresOf('margin', 'categorical')])),
  };
}
