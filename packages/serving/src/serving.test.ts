import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawGraph, fit, fromShards, likelihoods } from '@querent/core';
import { encoders, openEncoding, type RecordContent } from '@querent/core/encoders';
import { startBackend } from '@querent/core/tensors';
import { openFolderStore } from '@querent/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedModel, type Serving, startServing } from './index.js';

const config = {
  ...{ network: { id: 'mlp', options: { units: [8] } }, likelihood: { id: 'categorical', options: {} }, draws: 4 },
  ...{ posterior: { id: 'mc-dropout', options: { minUpdates: 20 } }, labelsPerRound: 5 },
  ...{ acquisition: { id: 'bald', options: {} }, selection: { id: 'top-k', options: {} } },
} as unknown as Parameters<typeof drawGraph>[1]['config'];

describe('the serving thread', () => {
  const objectsDir = mkdtempSync(join(tmpdir(), 'querent-serving-'));
  const store = openFolderStore(objectsDir);
  const records: RecordContent[] = Array.from({ length: 40 }, (_, at) => ({
    kind: 'vector',
    values: [at % 2, at / 40],
  }));
  let model: ServedModel;
  let serving: Serving;
  beforeAll(async () => {
    const encoding = await encoders.get('vectors').prepare(records);
    const encoder = await openEncoding(encoding);
    const rows = await encoder.encode(records);
    await startBackend({ prefer: 'wasm' });
    const { model: fitted } = await fit(
      {
        config,
        source: fromShards([{ start: 0, count: 40 }], async () => ({ ...rows, start: 0 })),
        answers: {
          indices: records.map((_, at) => at),
          labels: likelihoods.get('categorical').pack(records.map((_, at) => [at % 2])),
        },
        outputs: 2,
      },
      { seed: 1 },
    );
    const graph = drawGraph(fitted, { config, dtype: rows.dtype, seed: 1 });
    model = { graphKey: await store.put(graph), encoding };
    serving = startServing({ objectsDir });
  });
  afterAll(async () => {
    await serving.close();
    rmSync(objectsDir, { recursive: true });
  });

  it('answers many requests at once with what one record alone is told', async () => {
    const all = await serving.predict(model, records);
    const alone = await Promise.all(records.map((one) => serving.predict(model, [one])));
    if (!('predictions' in all)) throw new Error(all.refused.detail);
    for (const [at, one] of all.predictions.entries()) {
      const own = alone[at]!;
      if (!('predictions' in own) || !('probabilities' in own.predictions[0]!) || !('probabilities' in one))
        throw new Error();
      // The runtime adds up other numbers of rows in another order.
      expect(own.predictions[0].probabilities.map(([place]) => place)).toEqual(
        one.probabilities.map(([place]) => place),
      );
      expect(own.predictions[0].probabilities[0]![1]).toBeCloseTo(one.probabilities[0]![1], 5);
      expect(own.predictions[0].entropy).toBeCloseTo(one.entropy, 5);
    }
    expect(await serving.predict(model, [])).toEqual({ predictions: [] });
  });

  it('refuses in words what is wrong: a record, a graph that is gone, one that is none, an encoder that nobody knows', async () => {
    const wrong = await serving.predict(model, [records[0]!, { kind: 'text', text: 'no vector' }]);
    expect(wrong).toMatchObject({ refused: { code: 'invalid_content', record: 1 } });
    const refusalOf = async (other: Partial<ServedModel>) => {
      const served = await serving.predict({ ...model, ...other }, records.slice(0, 1));
      return 'refused' in served && served.refused.code;
    };
    expect(await refusalOf({ graphKey: 'ab'.repeat(32) })).toBe('object_not_found');
    expect(await refusalOf({ graphKey: await store.put(Buffer.from('no graph')) })).toBe('state_corrupt');
    const unknown = { ...model.encoding, encoder: 'none', version: 'none-1' };
    expect(await refusalOf({ encoding: unknown })).toBe('unknown_method');
    expect(await serving.predict(model, records.slice(0, 1))).toHaveProperty('predictions');
  });

  it('takes no more than it can answer in some seconds, and goes on', async () => {
    const many = Array.from({ length: 300 }, () => serving.predict(model, records.slice(0, 1)));
    const codes = (await Promise.all(many)).map((served) => ('refused' in served ? served.refused.code : 'answered'));
    expect(codes.filter((code) => code === 'answered')).toHaveLength(200);
    expect(codes.filter((code) => code === 'busy')).toHaveLength(100);
    const few = Array.from({ length: 5_000 }, () => records[0]!);
    const [whole, other] = await Promise.all([serving.predict(model, few), serving.predict(model, few)]);
    expect(whole).toHaveProperty('predictions'); // alone it is never too much
    expect(other).toMatchObject({ refused: { code: 'busy' } });
  });
});
