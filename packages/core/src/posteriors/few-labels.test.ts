import { beforeAll, describe, expect, it } from 'vitest';
import { acquisitions } from '../acquisitions/index.js';
import { evaluate } from '../evaluation/index.js';
import { categorical } from '../likelihoods/index.js';
import { buildNetwork } from '../networks/index.js';
import { compile } from '../scoring/index.js';
import { random, startBackend } from '../tensors/index.js';
import type { Problem } from './posterior.js';
import { temperatureOf } from './prior.js';
import { posteriors } from './registry.js';

const [PIXELS, CLASSES] = [784, 10];

/** Records of ten kinds that differ in a tenth of their values, under noise: far fewer labels than weights. */
function kinds(count: number, seed: number): Problem {
  const of = random(1);
  const centres = Float32Array.from({ length: CLASSES * PIXELS }, () => (of.uniform() < 0.1 ? 1 : 0));
  const stream = random(seed, 2);
  const labels = Int32Array.from({ length: count }, (_, n) => n % CLASSES);
  const data = Float32Array.from(
    { length: count * PIXELS },
    (_, at) => centres[labels[Math.floor(at / PIXELS)]! * PIXELS + (at % PIXELS)]! + 0.5 * stream.normal(),
  );
  return {
    network: buildNetwork(
      { id: 'mlp', options: { units: [256, 128], dropout: 0.2 } },
      { inputShape: [PIXELS], outputs: CLASSES, scale: 'columns' },
    ),
    likelihood: categorical,
    features: { dtype: 'float32', shape: [PIXELS], count, data },
    labels,
  };
}

beforeAll(async () => {
  await startBackend({ prefer: 'tensorflow' });
});

describe('with a hundred labels and 200,000 weights', () => {
  const given = kinds(100, 1);
  const others = kinds(500, 2);

  const qualityOf = async (id: string, options: object) => {
    const posterior = posteriors.get(id);
    const chosen = posterior.options.parse(options);
    const state = await posterior.fit(given, { options: chosen, seed: 1 });
    const draws = posterior.draw(given.network, state, 20, 1, chosen);
    const predictor = await compile(given.network, categorical, draws, 'float32');
    const { meanProbsNC } = await predictor.summarize(others.features);
    await predictor.release();
    const judged = { probsNC: meanProbsNC, labelsN: others.labels, classes: CLASSES };
    const { accuracy, nll } = evaluate('categorical', judged);
    return { accuracy: accuracy!.value, nll: nll!.value };
  };

  it.each(posteriors.list().map(({ id }) => id))('%s learns with its defaults', async (id) => {
    const { accuracy, nll } = await qualityOf(id, {});
    expect(accuracy).toBeGreaterThan(0.8);
    expect(nll).toBeLessThan(0.7);
  });

  it.each(posteriors.list())('draws of $id disagree: $disagrees', async ({ fit, draw, options, disagrees }) => {
    const short = options.parse({ epochs: 10 });
    const spreadAt = async (dropout: number) => {
      const network = buildNetwork(
        { id: 'mlp', options: { units: [16], dropout } },
        { inputShape: [PIXELS], outputs: CLASSES, scale: 'columns' },
      );
      const draws = draw(network, await fit({ ...given, network }, { options: short, seed: 1 }), 5, 1, short);
      const predictor = await compile(network, given.likelihood, draws, 'float32');
      const scores = acquisitions.get('bald').score(await predictor.summarize(given.features), {});
      await predictor.release();
      return scores.reduce((most, score) => Math.max(most, Math.abs(score)), 0);
    };
    const canDisagree = [disagrees !== 'never', disagrees === 'always'];
    expect([(await spreadAt(0.5)) > 1e-5, (await spreadAt(0)) > 1e-5]).toEqual(canDisagree);
  });

  it.each(['bbb', 'mnf'])('%s is the prior at temperature 1', async (id) => {
    const { accuracy } = await qualityOf(id, { temperature: 1 });
    expect(accuracy).toBeLessThan(0.5);
  });
});

describe('the temperature', () => {
  const problem = kinds(10, 1); // 784·256 + 256 + 256·128 + 128 + 128·10 + 10 = 235,146 weights
  const at = (count: number, temperature: 'auto' | number = 'auto') =>
    temperatureOf({ temperature }, { ...problem, features: { ...problem.features, count } });

  it('is 1 with as many labels as weights, less with fewer, and what it is told', () => {
    expect(at(235_146)).toBe(1);
    expect(at(1_000_000)).toBe(1);
    expect(at(235_146 / 16)).toBeCloseTo(1 / 8, 6);
    expect(at(100, 0.3)).toBe(0.3);
  });
});
