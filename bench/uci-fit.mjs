import { buildNetwork, compile, evaluate, likelihoods, parseOptions, posteriors } from '@querent/core';
import { startBackend } from '@querent/core/tensors';
import { serve } from './jobs.mjs';
import { rounded } from './statistics.mjs';
import { readSplit } from './uci-sets.mjs';

/** One fit to one split: a child process of the bench `uci`. */
serve(async ({ set, split, part, posterior: id, options, units, dropout, noise, draws, backend }) => {
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
  const { rmse, mae, 'value-nll': nll } = evaluate('gaussian', judged, ['rmse', 'mae', 'value-nll']);
  await predictor.release();
  const result = {
    rmse: rounded(rmse.value, 5),
    mae: rounded(mae.value, 5),
    logLikelihood: rounded(-nll.value, 5),
    seconds: rounded(seconds, 2),
  };
  return { result, line: `RMSE ${result.rmse}  LL ${result.logLikelihood}  ${result.seconds} s` };
});
