import { describe, expect, it } from 'vitest';
import { buildNetwork, initialWeights } from '../networks/index.js';
import { posteriors } from '../posteriors/index.js';
import { prune } from './prune.js';

const SAMPLES = 6;
const drawn = (options: object, isPixels = false) => {
  const id = isPixels ? 'gal-cnn' : 'mlp';
  const network = buildNetwork(
    { id, options },
    { inputShape: isPixels ? [10, 10, 1] : [5], outputs: 3, scale: isPixels ? 'bytes' : 'columns' },
  );
  const posterior = posteriors.get('mc-dropout');
  const draws = posterior.draw(network, initialWeights(network, 1), SAMPLES, 1, posterior.options.parse({}));
  return { network, draws };
};
const unitsOf = ({ layers }: { layers: { type: string; units?: number }[] }) =>
  layers.flatMap(({ type, units }) => (type === 'dense' ? [units] : []));

describe('pruning', () => {
  it('leaves out units that a mask switches off, as far as each draw has them', () => {
    const { network, draws } = drawn({ filters: 2, units: 40 }, true);
    const pruned = prune(network, draws, () => false);
    const place = network.layers.findIndex(({ type }) => type === 'dense');
    const mask = draws.layers[place + 2]!.mask!;
    const live = Array.from({ length: SAMPLES }, (_, s) => mask.data.subarray(s * 40, (s + 1) * 40)).map(
      (row) => row.filter((value) => value > 0).length,
    );
    expect(unitsOf(pruned.network)).toEqual([Math.max(...live), 3]);
    const kept = pruned.draws.layers[place + 2]!.mask!;
    expect(kept.shape).toEqual([SAMPLES, Math.max(...live)]);
    expect(kept.data.filter((value) => value > 0)).toHaveLength(live.reduce((a, b) => a + b));
    const [kernels] = pruned.draws.layers[place]!.drawn!;
    const [whole] = draws.layers[place]!.shared!;
    const unit = mask.data.subarray(40, 80).findIndex((value) => value > 0);
    const [inputs = 0] = whole!.shape;
    expect(kernels!.data[inputs * Math.max(...live)]).toBe(whole!.data[unit]);
  });

  it('leaves alone what all draws share, and what somebody wants whole', () => {
    const shared = drawn({ units: [16], dropout: 0.5 });
    const hasInputMask = shared.draws.layers.findIndex(({ mask }) => mask) < 2;
    if (!hasInputMask) expect(prune(shared.network, shared.draws, () => false)).toEqual(shared);
    const pictures = drawn({ filters: 2, units: 40 }, true);
    expect(prune(pictures.network, pictures.draws, () => true)).toEqual(pictures);
  });
});
