import type { JudgedRecords } from '@querent/core/evaluation';
import { evaluate, figuresOf, loadJudged, saveJudged } from '@querent/core/evaluation';
import type { Store } from '@querent/storage';
import type { RoundCompute } from '../rounds/compute.js';
import { findsNothing } from '../rounds/test-run.js';

/** A model that gives the right class with `sure`, but for the records that it takes for class a. */
export const judging = (store: Store, wrong: number[], sure: number): RoundCompute => ({
  ...findsNothing,
  train: async () => ({
    stateKey: await store.put(Buffer.from(`state ${wrong} ${sure}`)),
    ...{ bytes: 10, temperature: null, backend: 'test', seconds: 2 },
  }),
  draw: async () => ({ graphKey: await store.put(Buffer.from(`graph ${wrong} ${sure}`)), bytes: 5 }),
  async select({ holdout, likelihood }) {
    const rest = (1 - sure) / 2;
    const said = ({ index, target }: { index: number; target: number[] }) => (wrong.includes(index) ? 0 : target[0]);
    const records: JudgedRecords = {
      likelihood: 'categorical',
      indexN: Int32Array.from(holdout, ({ index }) => index),
      judged: {
        probsNC: Float32Array.from(holdout.flatMap((one) => [0, 1, 2].map((c) => (c === said(one) ? sure : rest)))),
        labelsN: Int32Array.from(holdout, ({ target }) => target[0]!),
        classes: 3,
      },
    };
    const figures = Object.entries(evaluate(likelihood, records.judged)).map(([id, own]) => ({ id, ...own }));
    const judgedKey = await store.put(saveJudged(records));
    return { ranking: [], scored: 0, figures, judgedKey, selectSeconds: 1, measureSeconds: 1 };
  },
  async evaluate({ judgedKey }) {
    const { likelihood, judged, indexN } = loadJudged(await store.get(judgedKey));
    const ids = figuresOf(likelihood).map(({ id }) => id);
    const figures = Object.entries(evaluate(likelihood, judged, ids)).map(([id, own]) => ({ id, ...own }));
    return { figures: figures.filter(({ value }) => Number.isFinite(value)), records: indexN.length };
  },
});
