import { describe, expect, it } from 'vitest';
import type { Scale } from '../tensors/features.js';
import { buildNetwork, initialWeights, type NetworkShape, networks, outputsOf, placesOf } from './index.js';

describe.each(networks.list())('$id', (preset) => {
  const shape = { inputShape: [28, 28, 3], outputs: 7, scale: 'bytes' as const };

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
  const shape = { inputShape: [28, 28, 1], outputs: 10, scale: 'bytes' as const };

  it('bring features to one scale by what these are: rows of length 1 as a whole, columns one by one', () => {
    const first = (scale: Scale) =>
      buildNetwork({ id: 'mlp', options: {} }, { inputShape: [400], outputs: 3, scale }).layers[0];
    expect(first('rows')).toEqual({ type: 'rescale', scale: 20, shift: 0 });
    expect(first('bytes')).toEqual({ type: 'rescale', scale: 1 / 255, shift: 0 });
    expect(first('columns')).toEqual({ type: 'standardize' });
  });

  it('known answer of gal-cnn: it has 32·16+32 + 32·32·16+32 + 3872·128+128 + 128·10+10 weights on 28 × 28', () => {
    const state = initialWeights(buildNetwork({ id: 'gal-cnn', options: {} }, shape), 1);
    const count = Object.values(state).reduce((sum, { data }) => sum + data.length, 0);
    expect(count).toBe(32 * 16 + 32 + 32 * 32 * 16 + 32 + 3_872 * 128 + 128 + 1_280 + 10);
  });

  it('known answer of kirsch-cnn: it has 32·25+32 + 64·32·25+64 + 1024·128+128 + 128·10+10 weights on 28 × 28', () => {
    const state = initialWeights(buildNetwork({ id: 'kirsch-cnn', options: {} }, shape), 1);
    const count = Object.values(state).reduce((sum, { data }) => sum + data.length, 0);
    expect(count).toBe(32 * 25 + 32 + 64 * 32 * 25 + 64 + 1_024 * 128 + 128 + 1_280 + 10);
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
    expect(build([300])).toThrow(
      'CNN of Gal et al. takes pictures [height, width, channels], not records of shape [300]. Choose a multilayer',
    );
    expect(build([28, 28, 1], { filters: 0 })).toThrow(expect.objectContaining({ code: 'invalid_options' }));
    expect(() => buildNetwork({ id: 'none', options: {} }, shape)).toThrow(
      /Choose one of: gal-cnn, kirsch-cnn, cnn, mlp/,
    );
  });

  it.each([
    ['batch', 'batch-norm'],
    ['layer', 'layer-norm'],
  ])('%s normalisation stands before every relu, and nowhere by default but in the cnn', (normalization, type) => {
    for (const { id } of networks.list()) {
      const typesOf = (options: object) => buildNetwork({ id, options }, shape).layers.map((own) => own.type);
      const types = typesOf({ normalization });
      expect(types.filter((own) => own === type).length).toBe(types.filter((own) => own === 'relu').length);
      types.forEach((own, i) => {
        if (own === 'relu') expect(types[i - 1]).toBe(type);
      });
      expect(typesOf({}).some((own) => own.endsWith('-norm'))).toBe(id === 'cnn');
    }
  });

  const sizesOf = (id: string, own: Partial<NetworkShape & { outputs: number }>) =>
    buildNetwork({ id, options: {} }, { ...shape, ...own }).layers.flatMap((spec) =>
      spec.type === 'dense' ? [spec.units] : spec.type === 'conv2d' ? [spec.filters] : [],
    );

  it.each([
    [{ inputShape: [784], outputs: 10 }, [128, 10]],
    [{ inputShape: [28, 28, 1], outputs: 10, labels: 1_999 }, [128, 10]],
    [{ inputShape: [784], outputs: 10, labels: 2_000 }, [128, 128, 10]],
    [{ inputShape: [4], outputs: 3 }, [64, 3]],
    [{ inputShape: [3_072], outputs: 1_000 }, [512, 1_000]],
  ])('known answer of mlp: its size follows from %o', (own, sizes) => {
    expect(sizesOf('mlp', own)).toEqual(sizes);
  });

  it.each([
    [{ inputShape: [8, 8, 1], labels: 499 }, [16, 16, 128, 10]],
    [{ inputShape: [12, 12, 3], labels: 500 }, [32, 32, 128, 10]],
    [{ inputShape: [28, 28, 1] }, [16, 16, 32, 32, 128, 10]],
    [{ inputShape: [5, 40, 1] }, [16, 16, 32, 32, 128, 10]],
    [{ inputShape: [1, 1, 1] }, [16, 16, 128, 10]],
    [{ inputShape: [1, 100, 2] }, [16, 16, 128, 10]],
    [{ inputShape: [64, 96, 3] }, [16, 16, 32, 32, 64, 64, 128, 128, 128, 10]],
  ])('known answer of cnn: its depth follows from %o', (own, sizes) => {
    expect(sizesOf('cnn', own)).toEqual(sizes);
    const places = placesOf(buildNetwork({ id: 'cnn', options: {} }, { ...shape, ...own }));
    const { inputShape } = places.find(({ spec }) => spec.type === 'flatten')!;
    const [height = 0, width = 0] = inputShape;
    expect(Math.min(height, width)).toBeGreaterThan(0);
    expect(Math.max(height, width) <= 8 || Math.min(height, width) === 1).toBe(true);
  });

  it('the filters of the cnn stop doubling at 512', () => {
    expect(Math.max(...sizesOf('cnn', { inputShape: [1_024, 1_024, 3], labels: 1_000 }))).toBe(512);
  });
});
