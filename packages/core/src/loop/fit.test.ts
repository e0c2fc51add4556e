import { beforeAll, describe, expect, it } from 'vitest';
import { openPredictor } from '../scoring/index.js';
import { type Features, random, startBackend } from '../tensors/index.js';
import { type Choice, drawGraph, fit, inMemory, type LoopConfig, measure } from './index.js';

const choice = (id: string, options: unknown = {}): Choice => ({ id, options });
const stream = random(4);
const noise = (share: number) => stream.uniform() < share;

/** Two classes by the sign of one number; three labels of ten are wrong, which a network that learns by heart is sure of. */
function draw(count: number) {
  const data = Float32Array.from({ length: 8 * count }, () => stream.normal());
  const features: Features = { dtype: 'float32', shape: [8], count, data };
  const labels = Int32Array.from({ length: count }, (_, n) => Number(data[8 * n]! > 0 !== noise(0.3)));
  return { features, labels };
}

const config = (calibration?: Choice): LoopConfig => ({
  likelihood: choice('categorical'),
  network: choice('mlp', { units: [32] }),
  posterior: choice('map', { epochs: 150 }),
  acquisition: choice('entropy'),
  selection: choice('top-k'),
  ...(calibration ? { calibration } : {}),
  draws: 2,
  labelsPerRound: 10,
});

describe('a fit that is set right by a temperature', () => {
  const [known, unseen] = [draw(90), draw(400)];
  const answers = { indices: Array.from({ length: 90 }, (_, n) => n), labels: known.labels };
  const fitted = (calibration?: Choice, labels = 90, onProgress?: (share: number) => void) =>
    fit(
      {
        config: config(calibration),
        source: inMemory(known.features),
        answers: { indices: answers.indices.slice(0, labels), labels: answers.labels.slice(0, labels) },
        outputs: 2,
      },
      { seed: 1, onProgress: ({ epoch, epochs }) => onProgress?.(epoch / epochs) },
    );
  const figuresOf = async (calibration?: Choice) => {
    const { model } = await fitted(calibration);
    const predictor = await openPredictor(drawGraph(model, { config: config(), dtype: 'float32', seed: 1 }));
    const measured = await measure(predictor, unseen.features, unseen.labels);
    await predictor.release();
    return { model, measured };
  };
  beforeAll(async () => {
    await startBackend();
  });

  it('known answer of temperature: says as much and is less wrong in what it is sure of, on records that it has never seen', async () => {
    const [plain, tempered] = [await figuresOf(), await figuresOf(choice('temperature'))];
    expect(plain.model.temperature).toBeUndefined();
    expect(tempered.model.temperature).toBeGreaterThan(1.5);
    expect(tempered.model.state).toEqual(plain.model.state); // the same network, of all labels
    expect(tempered.measured.accuracy).toEqual(plain.measured.accuracy);
    expect(tempered.measured.nll!.value).toBeLessThan(plain.measured.nll!.value - 0.02);
  });

  it('tells of all its fits as one, and gives the same again', async () => {
    const shares: number[] = [];
    const [first, second] = [
      await fitted(choice('temperature', { folds: 2 }), 60, (share) => shares.push(share)),
      await fitted(choice('temperature', { folds: 2 }), 60),
    ];
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.filter((share) => share <= 1 / 3).length).toBeGreaterThan(0);
    expect(second.model.temperature).toBe(first.model.temperature);
  });

  it('known answer of none: predictions as the draws give them', async () => {
    expect((await fitted(choice('none'))).model).toEqual((await fitted()).model);
  });

  it('has none where there are too few labels to say', async () => {
    expect((await fitted(choice('temperature'), 19)).model.temperature).toBeUndefined();
  });

  it('refuses what is no calibration, and options it does not know', async () => {
    await expect(fitted(choice('platt'))).rejects.toMatchObject({ code: 'unknown_method' });
    await expect(fitted(choice('temperature', { folds: 1 }))).rejects.toMatchObject({ code: 'invalid_options' });
  });
});
