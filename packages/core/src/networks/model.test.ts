import { describe, expect, it } from 'vitest';
import { pack } from '../tensors/container.js';
import { saveState } from '../tensors/state.js';
import { buildNetwork, initialWeights, loadModel, type Network, networks, saveModel } from './index.js';

const shape = { inputShape: [16, 16, 1], outputs: 3, scale: 'bytes' as const, labels: 700 };
const modelOf = (network: Network) => ({ network, state: initialWeights(network, 1) });

describe('a saved model', () => {
  it.each(networks.list())(
    'brings back the network and the state of $id, also from the middle of a larger buffer',
    ({ id }) => {
      const model = modelOf(buildNetwork({ id, options: { normalization: 'batch' } }, shape));
      const bytes = saveModel(model);
      expect(loadModel(bytes)).toEqual(model);
      const shifted = new Uint8Array(bytes.length + 1);
      shifted.set(bytes, 1);
      expect(loadModel(shifted.subarray(1))).toEqual(model);
    },
  );

  it('brings back its temperature', () => {
    const model = { ...modelOf({ inputShape: [2], layers: [{ type: 'dense', units: 2 }] }), temperature: 1.7 };
    expect(loadModel(saveModel(model))).toEqual(model);
  });

  const model = modelOf({ inputShape: [2], layers: [{ type: 'dense', units: 2 }] });
  const bytes = saveModel(model);
  const changed = (at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
  const state = saveState(model.state);

  it.each([
    ['cut short', bytes.subarray(0, -2)],
    ['changed in its network', changed(30)],
    ['changed in its weights', changed(bytes.length - 3)],
    ['empty', new Uint8Array()],
    ['a state without its network', state],
    ['of an unknown layer', pack('QRNM', { inputShape: [2], layers: [{ type: 'unheard-of' }] }, [state])],
    ['without layers', pack('QRNM', [], [state])],
    ['without a state', pack('QRNM', model.network, [])],
  ])('is refused, with what to do next, where it is %s', (_, wrong) => {
    expect(() => loadModel(wrong)).toThrow(expect.objectContaining({ code: 'state_corrupt' }));
    expect(() => loadModel(wrong)).toThrow(/Train the round again\./);
  });
});
