import { beforeAll, describe, expect, it } from 'vitest';
import { initialWeights, type Network, placesOf } from '../networks/index.js';
import { graphOf, openPredictor } from '../scoring/index.js';
import { type Features, startBackend } from '../tensors/index.js';
import { bernoulli, categorical, gaussian, likelihoods } from './index.js';

const { log } = Math;
const drawn = (outputs: number, ...draws: number[][]) => ({
  samples: draws.length,
  count: draws[0]!.length / outputs,
  outputs,
  outputsSNO: Float32Array.from(draws.flat()),
});
const times = <Value>(count: number, value: Value[]) => Array.from({ length: count }, () => value).flat();

describe('known answer of temperatureOf', () => {
  it('two classes of odds 1 : 9 that are right in three of four cases: 2, which makes them odds of 1 : 3', () => {
    const predictions = drawn(2, times(4, [log(0.1), log(0.9)]));
    expect(categorical.temperatureOf(predictions, Int32Array.of(1, 1, 0, 1))).toBeCloseTo(2, 5);
    const shares = Float32Array.from(times(4, [0.25, 0.75]));
    expect(categorical.temperatureOf(predictions, shares)).toBeCloseTo(2, 5);
  });

  it('odds of 1 : 3 that are right in nine of ten: ½', () => {
    const predictions = drawn(2, times(10, [log(0.25), log(0.75)]));
    expect(categorical.temperatureOf(predictions, Int32Array.from([0, ...times(9, [1])]))).toBeCloseTo(0.5, 5);
  });

  it('a label of odds 9 : 1 that holds in three of four cases: 2', () => {
    expect(bernoulli.temperatureOf(drawn(1, times(4, [log(9)])), Float32Array.of(1, 1, 0, 1))).toBeCloseTo(2, 5);
  });

  it('of draws it is judged by their mean, not by each: draws that disagree are sure enough together', () => {
    const two = drawn(1, times(2, [log(9)]), times(2, [-log(9)]));
    const one = drawn(1, times(2, [log(9)]));
    const half = Float32Array.of(1, 0);
    expect(bernoulli.temperatureOf(two, half)).toBe(1); // ½ at any temperature: none is better than to leave it
    expect(bernoulli.temperatureOf(one, half)).toBeCloseTo(16, 5);
  });

  it('values that are three deviations away: 3, whatever share of the variance is the draws’', () => {
    const values = Float32Array.of(3, -3);
    expect(gaussian.temperatureOf(drawn(2, [0, 0, 0, 0]), values)).toBeCloseTo(3, 5);
    const half = log(0.5);
    const [up, down] = [Math.SQRT1_2, -Math.SQRT1_2];
    expect(gaussian.temperatureOf(drawn(2, [up, half, up, half], [down, half, down, half]), values)).toBeCloseTo(3, 5);
  });

  it('what is certain and right, or certain and wrong, stays within bounds', () => {
    const sure = drawn(2, times(2, [0, -1e4]));
    expect(categorical.temperatureOf(sure, Int32Array.of(0, 0))).toBe(1);
    expect(categorical.temperatureOf(sure, Int32Array.of(1, 1))).toBeCloseTo(16, 5);
    expect(gaussian.temperatureOf(drawn(2, [5, 0]), Float32Array.of(5))).toBe(1 / 16);
  });
});

describe.each(likelihoods.list())('a graph of $id', (likelihood) => {
  const network: Network = {
    inputShape: [2],
    layers: [
      { type: 'dense', units: likelihood.head(2, likelihood.options.parse({})).units },
      ...likelihood.head(2, likelihood.options.parse({})).layers,
    ],
  };
  const features: Features = { dtype: 'float32', shape: [2], count: 3, data: Float32Array.of(1, 0, 0, 2, -1, 3) };
  const TEMPERATURE = 2.5;
  beforeAll(async () => {
    await startBackend();
  });

  it('does what the temperature says: certainty changes, the order of the classes and the mean do not', async () => {
    const state = initialWeights(network, 3);
    const layers = placesOf(network).map(({ weights }) => ({ shared: weights.map(({ key }) => state[key]!) }));
    const outputsAt = async (temperature: number) => {
      const predictor = await openPredictor(
        graphOf(network, likelihood, { samples: 2, layers }, 'float32', { temperature }),
      );
      const { outputsSNO } = await predictor.predict(features);
      await predictor.release();
      return Array.from(outputsSNO);
    };
    const [plain, tempered] = [await outputsAt(1), await outputsAt(TEMPERATURE)];
    const width = plain.length / 2 / features.count;
    const expected = plain.map((value, at) => {
      if (likelihood.id === 'bernoulli') return value / TEMPERATURE;
      if (likelihood.id === 'gaussian') return at % width < width / 2 ? value : value + 2 * log(TEMPERATURE);
      const row = plain.slice(at - (at % width), at - (at % width) + width);
      return value / TEMPERATURE - log(row.reduce((sum, one) => sum + Math.exp(one / TEMPERATURE), 0));
    });
    expect(tempered).toEqual(expected.map((value) => expect.closeTo(value, 5)));
  });
});
