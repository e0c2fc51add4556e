import { describe, expect, it } from 'vitest';
import { buildNetwork, initialWeights, networks, outputsOf } from './index.js';

describe.each(networks.list())('$id', (preset) => {
  const shape = { inputShape: [28, 28, 3], outputs: 7, isPixels: true };

  it('is described, accepts its own defaults, and ends in as many outputs as were asked for', () => {
    expect(preset.title && preset.description && preset.source).toBeTruthy();
    expect(outputsOf(buildNetwork({ id: preset.id, options: {} }, shape))).toBe(7);
  });

  it('has the same first weights for the same seed, others for another', () => {
    const network = buildNetwork({ id: preset.id, options: {} }, shape);
    expect(initialWeights(network, 1)).toEqual(initialWeights(network, 1));
    expect(initialWeights(network, 1)).not.toEqual(initialWeights(network, 2));
  });

  it('survives the way through JSON, so that it can be saved beside its weights', () => {
    const network = buildNetwork({ id: preset.id, options: {} }, shape);
    expect(JSON.parse(JSON.stringify(network))).toEqual(network);
  });
});

describe('networks', () => {
  const shape = { inputShape: [28, 28, 1], outputs: 10, isPixels: true };

  it('the CNN of Gal et al. has 32·16+32 + 32·32·16+32 + 3872·128+128 + 128·10+10 weights on 28 × 28', () => {
    const state = initialWeights(buildNetwork({ id: 'gal-cnn', options: {} }, shape), 1);
    const count = Object.values(state).reduce((sum, { data }) => sum + data.length, 0);
    expect(count).toBe(32 * 16 + 32 + 32 * 32 * 16 + 32 + 3_872 * 128 + 128 + 1_280 + 10);
  });

  it('first weights have variance 2 / fan-in', () => {
    const state = initialWeights(buildNetwork({ id: 'mlp', options: { units: [100] } }, shape), 1);
    const { data } = Object.values(state).find(({ shape: own }) => own[0] === 784)!;
    expect(data.reduce((sum, w) => sum + w * w, 0) / data.length).toBeCloseTo(2 / 784, 4);
  });

  it('records that are too small, of the wrong shape, or options out of range are refused in words', () => {
    const build =
      (inputShape: number[], options = {}) =>
      () =>
        buildNetwork({ id: 'gal-cnn', options }, { ...shape, inputShape });
    expect(build([5, 5, 1])).toThrow(expect.objectContaining({ code: 'input_too_small' }));
    expect(build([7, 7, 1])).toThrow(/Pooling by 2 needs/);
    expect(build([8, 8, 1])).not.toThrow();
    expect(build([300])).toThrow(/takes pictures/);
    expect(build([28, 28, 1], { filters: 0 })).toThrow(expect.objectContaining({ code: 'invalid_options' }));
    expect(() => buildNetwork({ id: 'none', options: {} }, shape)).toThrow(/Choose one of: gal-cnn, mlp/);
  });
});
