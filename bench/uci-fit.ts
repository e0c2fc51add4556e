import { buildNetwork, compile, evaluate, likelihoods, parseOptions, posteriors } from '@querent/core';
import { type BackendName, startBackend } from '@querent/core/tensors';
import { serve } from './jobs.ts';
import { rounded } from './statistics.ts';
import { type Part, readSplit } from './uci-sets.ts';

export interface UciJob {
  title: string;
  set: string;
  split: number;
  part: Part;
  method: string;
  posterior: string;
  version: string;
  options: unknown;
  units: number[];
  dropout: number;
  noise: string;
  draws: number;
  backend: BackendName;
}
export type UciFit = Awaited<ReturnType<typeof fitSplit>>;

serve<UciJob, UciFit>(async (job) => {
  const result = await fitSplit(job);
  return { result, line: `RMSE ${result.rmse}  LL ${result.logLikelihood}  ${result.seconds} s` };
});

/** One fit to one split: a child process of the bench `uci`. */
async function fitSplit(job: UciJob) {
  const { set, split, part, posterior: id, options, units, dropout, noise, draws, backend } = job;
  await startBackend({ prefer: backend });
  const { fit, measure } = readSplit(set, split, part);
  const likelihood = likelihoods.get('gaussian');
  const network = buildNetwork(
    { id: 'mlp', options: { units, dropout } },
    {
      inputShape: fit.features.shape,
      outputs: likelihood.head(1, parseOptions(likelihood, { noise })),
      scale: 'columns',
    },
  );
  const posterior = posteriors.get(id);
  const seed = split + 1;
  const since = performance.now();
  const problem = { network, likelihood, features: fit.features, labels: fit.targets };
  const state = await posterior.fit(problem, { options, seed, threads: 1 });
  const seconds = (performance.now() - since) / 1_000;
  const predictor = await compile(network, likelihood, posterior.draw(network, state, draws, seed, options), 'float32');
  const judged = { predictions: await predictor.predict(measure.features), valuesNT: measure.targets };
  const figures = evaluate('gaussian', judged, ['rmse', 'mae', 'value-nll']);
  await predictor.release();
  return {
    rmse: rounded(figures.rmse!.value, 5),
    mae: rounded(figures.mae!.value, 5),
    logLikelihood: rounded(-figures['value-nll']!.value, 5),
    seconds: rounded(seconds, 2),
  };
}
