import { describe, expect, it } from 'vitest';
import { random } from '../tensors/index.js';
import { type Shortlist, selections } from './index.js';

const [COUNT, SAMPLES, CLASSES, WIDTH] = [60, 5, 3, 4];

/** Candidates with predictions and vectors of three groups, and doubles among them. */
function shortlistOf(seed: number, { isSame = false } = {}): Shortlist {
  const stream = random(seed);
  const outputsSNO = new Float32Array(SAMPLES * COUNT * CLASSES);
  for (let at = 0; at < outputsSNO.length; at += CLASSES) {
    const logits = Array.from({ length: CLASSES }, () => (isSame ? 0 : 2 * stream.normal()));
    const sum = Math.log(logits.reduce((total, x) => total + Math.exp(x), 0));
    outputsSNO.set(
      logits.map((x) => x - sum),
      at,
    );
  }
  const dataND = Float32Array.from({ length: COUNT * WIDTH }, (_, at) =>
    isSame ? 1 : 10 * Number(Math.floor(at / WIDTH) % 3 === at % WIDTH) + stream.normal(),
  );
  dataND.copyWithin(WIDTH, 0, WIDTH);
  return {
    candidates: Array.from({ length: COUNT }, (_, n) => ({ index: 1_000 + n, score: 1 - n / COUNT })),
    predictions: { samples: SAMPLES, count: COUNT, outputs: CLASSES, outputsSNO },
    vectors: { count: COUNT, width: WIDTH, dataND },
    labelled: { count: 2, width: WIDTH, dataND: dataND.slice(0, 2 * WIDTH) },
  };
}

describe.each(selections.list().filter(({ batch }) => batch))('$id', ({ batch, options: schema }) => {
  const options = schema.parse({});
  const choose = (shortlist: Shortlist, k: number, seed = 1) => batch!.choose(shortlist, k, seed, options);

  it.each([1, 7, 60, 1_000])('gives %d places at most, each once', (k) => {
    const places = choose(shortlistOf(1), k);
    expect(places).toHaveLength(Math.min(k, COUNT));
    expect(new Set(places).size).toBe(places.length);
    expect(places.every((place) => Number.isInteger(place) && place >= 0 && place < COUNT)).toBe(true);
  });

  it('gives the same for the same seed', () => {
    expect(choose(shortlistOf(1), 10)).toEqual(choose(shortlistOf(1), 10));
  });

  it('chooses among candidates that are all the same, and where nothing is labelled', () => {
    expect(new Set(choose(shortlistOf(1, { isSame: true }), 10)).size).toBe(10);
    const { labelled: _, ...unlabelled } = shortlistOf(2);
    expect(new Set(choose(unlabelled, 10)).size).toBe(10);
    const none = { ...shortlistOf(2), labelled: { count: 0, width: WIDTH, dataND: new Float32Array(0) } };
    expect(choose(none, 10)).toEqual(choose(unlabelled, 10));
  });

  /** The shortlist with a NaN at the second place and the last, in what `spoil` names. */
  const spoiled = (spoil: 'score' | 'one draw' | 'every draw' | 'place'): Shortlist => {
    const own = shortlistOf(4);
    const outputsSNO = Float32Array.from(own.predictions!.outputsSNO);
    own.predictions = { ...own.predictions!, outputsSNO };
    for (const n of [1, COUNT - 1]) {
      if (spoil === 'score')
        own.candidates = own.candidates.map((it, at) => (at === n ? { ...it, score: Number.NaN } : it));
      if (spoil === 'place') own.vectors!.dataND[n * WIDTH + 2] = Number.NaN;
      if (spoil === 'one draw') outputsSNO[(2 * COUNT + n) * CLASSES + 1] = Number.NaN;
      if (spoil === 'every draw')
        for (let s = 0; s < SAMPLES; s++)
          outputsSNO.fill(Number.NaN, (s * COUNT + n) * CLASSES, (s * COUNT + n + 1) * CLASSES);
    }
    return own;
  };

  it.each(['score', 'one draw', 'every draw', 'place'] as const)(
    'never chooses a candidate that is no number: %s',
    (spoil) => {
      for (const k of [1, 10, 58, 60]) {
        const places = choose(spoiled(spoil), k);
        expect(new Set(places).size).toBe(Math.min(k, COUNT - 2));
        expect(places.every((place) => place !== 1 && place !== COUNT - 1 && place >= 0 && place < COUNT)).toBe(true);
      }
    },
  );

  it('chooses the same beside a candidate or a labelled record that is no number as without it', () => {
    const whole = shortlistOf(5);
    const dataND = new Float32Array([...whole.labelled!.dataND, ...new Array<number>(WIDTH).fill(Number.NaN)]);
    expect(choose({ ...whole, labelled: { count: 3, width: WIDTH, dataND } }, 10)).toEqual(choose(whole, 10));
    const none = { ...whole, candidates: whole.candidates.map((it) => ({ ...it, score: Number.NaN })) };
    expect(choose(none, 10)).toEqual([]);
  });

  it('wants a shortlist of k at least', () => {
    expect(batch!.shortlist(50_000, options)).toBeGreaterThanOrEqual(50_000);
  });
});
