import { beforeAll, describe, expect, it } from 'vitest';
import { type RoundFigures, stoppingRules, verdictOf } from '../stopping/index.js';
import { random, startBackend } from '../tensors/index.js';
import { type LabelledSet, type SimulatedRound, type Simulation, type SimulationConfig, simulate } from './index.js';
import { candidatesOf, startOf } from './start.js';

/** Two clouds with a few records each way between them. */
function clouds(count: number, seed: number): LabelledSet {
  const stream = random(seed);
  const labelsN = Int32Array.from({ length: count }, (_, n) => n % 3);
  const data = Float32Array.from({ length: 2 * count }, (_, at) => {
    const label = labelsN[at >> 1]!;
    return 2 * (at % 2 === 0 ? Math.cos(label * 2.1) : Math.sin(label * 2.1)) + stream.normal();
  });
  return { features: { dtype: 'float32', shape: [2], count, data }, labels: labelsN };
}

const config: SimulationConfig = {
  likelihood: { id: 'categorical', options: {} },
  network: { id: 'mlp', options: { units: [16], dropout: 0.2 } },
  posterior: { id: 'mc-dropout', options: { minUpdates: 60 } },
  acquisition: { id: 'bald', options: {} },
  selection: { id: 'power', options: {} },
  draws: 8,
  start: { labels: 6, isBalanced: true },
  labelsPerRound: 4,
  most: 20,
  candidates: 100,
  seed: 1,
};
const simulation = (rest: Partial<SimulationConfig> = {}, done: SimulatedRound[] = []): Simulation => ({
  pool: clouds(200, 1),
  test: clouds(100, 2),
  outputs: 3,
  config: { ...config, ...rest },
  done,
});

async function run(given: Simulation): Promise<SimulatedRound[]> {
  const rounds: SimulatedRound[] = [];
  for await (const round of simulate(given)) rounds.push(round);
  return rounds;
}
const withoutTimes = (rounds: SimulatedRound[]) => rounds.map(({ seconds: _, ...rest }) => rest);

describe('a simulation', () => {
  beforeAll(async () => {
    await startBackend({ prefer: 'wasm' });
  });

  it('asks so many a round, none twice, up to the last label', async () => {
    const rounds = await run(simulation());
    expect(rounds.map(({ labels }) => labels)).toEqual([6, 10, 14, 18, 20]);
    const asked = rounds.flatMap((round) => round.asked);
    expect(asked).toHaveLength(14);
    expect(new Set(asked).size).toBe(14);
    expect(rounds.at(-1)!.asked).toEqual([]);
    expect(rounds[0]!.stability!.kappa).toBeNull();
    expect(rounds[1]!.stability!.kappa).toBeGreaterThan(-1);
    expect(rounds.at(-1)!.figures.accuracy).toBeGreaterThan(0.6);
    const { predicted, changed } = rounds[1]!.stability!;
    expect(changed).toBe(predicted.filter((label, n) => label !== rounds[0]!.stability!.predicted[n]).length / 100);
    for (const { meanUncertainty, maxUncertainty } of rounds.map(({ stability }) => stability!)) {
      expect(meanUncertainty).toBeGreaterThan(0);
      expect(maxUncertainty).toBeGreaterThan(meanUncertainty);
      expect(maxUncertainty).toBeLessThanOrEqual(1 + 1e-6);
    }
  });

  it('no stopping rule has enough of rare positives that the model has not found', async () => {
    // 2 % positives, ten random labels, two a round: the predictions name one class throughout.
    const rare = ({ features, labels }: LabelledSet) => ({
      features,
      labels: Int32Array.from(labels, (_, n) => Number(n % 50 === 7)),
    });
    const { pool, test } = simulation();
    const own = {
      start: { labels: 10, isBalanced: false },
      labelsPerRound: 2,
      most: 26,
      acquisition: { id: 'uniform', options: {} },
      posterior: { id: 'mc-dropout', options: { minUpdates: 300 } },
      seed: 6,
    };
    const rounds = await run({ ...simulation(own), pool: rare(pool), test: rare(test), outputs: 2 });
    expect(rounds.map(({ stability }) => stability!.predictedClasses)).toEqual(rounds.map(() => 1));
    const figures = rounds.map(({ labels, figures: own, stability }): RoundFigures => {
      const { kappa, changed, ...rest } = stability!;
      const sinceLast = { ...(kappa === null ? {} : { kappa }), ...(changed === null ? {} : { changed }) };
      return { labels, ...rest, error: 1 - own.accuracy!, ...sinceLast };
    });
    for (const rule of stoppingRules.list())
      for (let i = 1; i <= figures.length; i++)
        expect(verdictOf(rule, figures.slice(0, i), rule.options.parse({})).isReached, rule.id).toBe(false);
    // Without knowing of the classes, most of them would.
    const blind = figures.map(({ predictedClasses: _, ...rest }) => rest);
    const [change, stable] = ['classification-change', 'stable-predictions'].map((id) => stoppingRules.get(id));
    for (const rule of [change!, stable!])
      expect(verdictOf(rule, blind, rule.options.parse({})).isReached, rule.id).toBe(true);
  });

  it('goes on after a stop as it would have gone on', async () => {
    const whole = await run(simulation());
    const rest = await run(simulation({}, whole.slice(0, 2)));
    expect(withoutTimes(rest)).toEqual(withoutTimes(whole.slice(2)));
    expect(await run(simulation({}, whole))).toEqual([]);
  });

  it.each([
    ['uniform', 'top-k'],
    ['variation-ratio', 'top-k'],
    ['epig', 'batch-bald'],
    ['entropy', 'badge'],
    ['uniform', 'core-set'],
  ])('asks by %s and %s', async (acquisition, selection) => {
    const own = { acquisition: { id: acquisition, options: {} }, selection: { id: selection, options: {} }, most: 10 };
    const rounds = await run(simulation(own));
    expect(rounds.map(({ asked }) => asked.length)).toEqual([4, 0]);
  });

  it('asks the same whatever number of draws it is measured with', async () => {
    const [usual, few] = [await run(simulation({ most: 14 })), await run(simulation({ most: 14, testDraws: 2 }))];
    expect(few.map(({ asked }) => asked)).toEqual(usual.map(({ asked }) => asked));
    expect(few[0]!.figures.nll).not.toBe(usual[0]!.figures.nll);
  });

  it.each([
    ['bernoulli', ['label-bald', 'cardinality'], 'label-macro-f1', 2],
    ['gaussian', ['gaussian-bald', 'uniform'], 'rmse', 1],
  ] as const)(
    'replays %s as well, by its own acquisitions and figures',
    async (likelihood, acquisitions, id, outputs) => {
      // Two labels by the sign of each feature; the value is their sum.
      const others = ({ features }: LabelledSet) => ({
        features,
        labels:
          likelihood === 'bernoulli'
            ? Float32Array.from(features.data, (value) => Number(value > 0))
            : Float32Array.from(
                { length: features.count },
                (_, n) => features.data[2 * n]! + features.data[2 * n + 1]!,
              ),
      });
      const asked = [];
      for (const acquisition of acquisitions) {
        const given = simulation({
          likelihood: { id: likelihood, options: {} },
          acquisition: { id: acquisition, options: {} },
          selection: { id: 'top-k', options: {} },
          posterior: { id: 'mc-dropout', options: { minUpdates: 300 } },
          start: { labels: 6 },
          most: 40,
          labelsPerRound: 17,
        });
        const rounds = await run({
          ...given,
          pool: others(given.pool),
          test: others(given.test),
          outputs,
        });
        const values = rounds.map(({ figures }) => figures[id]!);
        expect(rounds.map(({ stability }) => stability)).toEqual(rounds.map(() => null));
        if (id === 'rmse') expect(values.at(-1)).toBeLessThan(values[0]!);
        else expect(values.at(-1)).toBeGreaterThan(0.8);
        asked.push([...rounds[0]!.asked].sort());
      }
      expect(asked[0]).not.toEqual(asked[1]);
    },
  );

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(run({ ...simulation(), signal })).rejects.toThrow('stopped');
  });
});

describe('the start', () => {
  const labels = Int32Array.from({ length: 100 }, (_, n) => (n < 90 ? 0 : n < 97 ? 1 : 2));
  const start = (count: number, rest: { isBalanced?: boolean; seed?: number; apart?: number[] } = {}) => {
    const { seed = 1, apart = [], isBalanced = false } = rest;
    const { pool, ...others } = simulation({ seed, start: { labels: count, isBalanced } });
    return startOf({ ...others, pool: { features: { ...pool.features, count: 100 }, labels }, apart });
  };

  it('has as many of each class, as far as there are', async () => {
    const chosen = await start(9, { isBalanced: true });
    expect([0, 1, 2].map((c) => chosen.filter((index) => labels[index] === c).length)).toEqual([3, 3, 3]);
    expect((await start(15, { isBalanced: true })).filter((index) => labels[index] === 2)).toHaveLength(3);
  });

  it('is another for another seed, and leaves out what is kept apart', async () => {
    const first = await start(9);
    expect(await start(9, { seed: 2 })).not.toEqual(first);
    expect(await start(9)).toEqual(first);
    const others = await start(9, { apart: first.slice(0, 4) });
    expect(others.filter((place) => first.slice(0, 4).includes(place))).toEqual([]);
  });
});

describe('the candidates of a round', () => {
  it('are a part of the pool, another each round, and copies come together', () => {
    const chosen = candidatesOf(90, 30, 3, 1);
    expect(chosen).toHaveLength(30);
    expect([...chosen].filter((place) => place % 3 === 0).every((place) => chosen.includes(place + 2))).toBe(true);
    expect(candidatesOf(90, 30, 3, 2)).not.toEqual(chosen);
    expect([...candidatesOf(10, 30, 3, 1)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});
