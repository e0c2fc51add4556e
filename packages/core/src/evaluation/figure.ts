import { CoreError } from '../errors.js';
import type { LikelihoodId, Predictions } from '../likelihoods/likelihood.js';
import { bootstrap } from './bootstrap.js';
import { type Bounds, type Estimate, meanInterval, NO_ESTIMATE, wilsonInterval } from './intervals.js';

/** Predictions of records that the model has not seen, with what is true of them, by likelihood. */
export interface JudgedBy {
  categorical: {
    /** [N, C] mean over the draws. */
    probsNC: ArrayLike<number>;
    /** [N] in 0 … C−1. */
    labelsN: ArrayLike<number>;
    classes: number;
    /** [N] nats, mean over the draws of the entropy of one: no figure needs it, and it may be unknown. */
    expectedEntropyN?: ArrayLike<number>;
  };
  bernoulli: {
    /** [N, C] mean over the draws. */
    probsNC: ArrayLike<number>;
    /** [N, C], 1 where the label holds, else 0. */
    heldNC: ArrayLike<number>;
    classes: number;
    /** [N] nats, mean over the draws of the entropy of one, summed over the labels; as above. */
    expectedEntropyN?: ArrayLike<number>;
  };
  gaussian: {
    /** [S, N, 2T] of the Gaussian likelihood: T means and T log variances. */
    predictions: Omit<Predictions, 'outputsSNO'> & { outputsSNO: ArrayLike<number> };
    /** [N, T]. */
    valuesNT: ArrayLike<number>;
  };
}

/** How good predictions are, in one number. */
export interface Figure<Of extends LikelihoodId = LikelihoodId> {
  id: string;
  title: string;
  /** `nominal`: best is what its name says, and more is as wrong as less. */
  better: 'higher' | 'lower' | 'nominal';
  /** What a `nominal` one is best at. */
  nominal?: number;
  /** `share`: in [0, 1], shown in percent; `target`: in the unit of what is predicted. */
  unit: 'share' | 'nats' | 'target' | 'number';
  /** As it is written in the docs. */
  formula: string;
  /** What the docs say on what it tells, and what it does not. */
  when: string;
  source: string;
  likelihood: Of;
  /** Measured after each round. */
  isMain?: boolean;
  /** The same for every model: it says something of the records only. */
  isOfRecords?: true;
  /** Of the given rows, which may repeat; NaN where they do not determine it. */
  of(judged: JudgedBy[Of], rows: ArrayLike<number>): number;
  /** Of all records, with its 95 % interval; NaN throughout where they do not determine it. */
  estimate(judged: JudgedBy[Of]): Estimate;
  /**
   * How much more the first has of it than the second, on the same records, with the 95 % interval of that difference: much
   * narrower than those of both suggest, since records that are hard for one are hard for the other. NaN throughout where the
   * records do not determine it.
   */
  difference(first: JudgedBy[Of], second: JudgedBy[Of]): Estimate;
}

/** What all figures of a likelihood have in common. */
export interface Ground<Of extends LikelihoodId> {
  likelihood: Of;
  /** Records that are judged. @throws shape_mismatch, invalid_label where predictions and truth do not belong together */
  count(judged: JudgedBy[Of]): number;
  /** Whether every prediction of a record is a number. */
  isSound(judged: JudgedBy[Of], n: number): boolean;
}

type Told<Of extends LikelihoodId> = Omit<Figure<Of>, 'likelihood' | 'of' | 'estimate' | 'difference'>;

/** A figure that is a mean over the records, or a function of one. */
interface MeanFigure<Of extends LikelihoodId> extends Told<Of> {
  each(judged: JudgedBy[Of], n: number): number;
  /** Values of one record, where it is a share of values that each are a hit or none: its interval is Wilson's. */
  trials?(judged: JudgedBy[Of]): number;
  /** What the mean cannot leave: an interval of few records is cut there. */
  bounds?: Bounds;
  /** Of the mean, monotone. */
  through?(mean: number): number;
}

/** A figure of all records together: its interval is that of the bootstrap. */
interface WholeFigure<Of extends LikelihoodId> extends Told<Of> {
  whole(judged: JudgedBy[Of], rows: ArrayLike<number>): number;
}

/**
 * A figure as the registry has it. With a prediction that is NaN in one of its rows it is NaN: the most probable class of such a
 * record is none, and counted as one it would pass for an answer.
 *
 * The cast forgets the likelihood, which whoever judges looks up by `likelihood`.
 *
 * @throws shape_mismatch, of its `difference`, where the two models were not judged on as many records
 */
export function defineFigure<Of extends LikelihoodId>(
  ground: Ground<Of>,
  own: MeanFigure<Of> | WholeFigure<Of>,
): Figure {
  const sound = (judged: JudgedBy[Of], rows: ArrayLike<number>) => {
    for (let i = 0; i < rows.length; i++) if (!ground.isSound(judged, rows[i]!)) return false;
    return true;
  };
  const everyRow = (judged: JudgedBy[Of]) => Int32Array.from({ length: ground.count(judged) }, (_, n) => n);
  const measure =
    'whole' in own ? own.whole : (judged: JudgedBy[Of], rows: ArrayLike<number>) => meanOf(own, judged, rows);
  const figure: Figure<Of> = {
    ...own,
    likelihood: ground.likelihood,
    of: (judged, rows) => (sound(judged, rows) ? measure(judged, rows) : Number.NaN),
    estimate(judged) {
      const rows = everyRow(judged);
      if (rows.length === 0 || !sound(judged, rows)) return NO_ESTIMATE;
      if (!('whole' in own)) return intervalOf(own, judged, rows);
      const drawn = bootstrap(rows.length, (some) => own.whole(judged, some));
      return own.unit === 'share' && drawn.low === drawn.high ? asShare(drawn.value, rows.length) : drawn;
    },
    difference(first, second) {
      const rows = everyRow(first);
      checkLength('records of the other model', everyRow(second), rows.length, 1);
      if (rows.length === 0 || !sound(first, rows) || !sound(second, rows)) return NO_ESTIMATE;
      if ('whole' in own) return bootstrap(rows.length, (drawn) => own.whole(first, drawn) - own.whole(second, drawn));
      const [ofFirst, ofSecond] = [first, second].map((judged) => Float64Array.from(rows, (n) => own.each(judged, n)));
      const { through } = own;
      return through
        ? bootstrap(rows.length, (drawn) => through(meanAt(ofFirst!, drawn)) - through(meanAt(ofSecond!, drawn)))
        : meanInterval(ofFirst!.map((value, n) => value - ofSecond![n]!));
    },
  };
  return figure;
}

function meanOf<Of extends LikelihoodId>(
  figure: MeanFigure<Of>,
  judged: JudgedBy[Of],
  rows: ArrayLike<number>,
): number {
  let sum = 0;
  for (let i = 0; i < rows.length; i++) sum += figure.each(judged, rows[i]!);
  return (figure.through ?? itself)(sum / rows.length);
}

function intervalOf<Of extends LikelihoodId>(figure: MeanFigure<Of>, judged: JudgedBy[Of], rows: Int32Array): Estimate {
  const valuesN = Float64Array.from(rows, (n) => figure.each(judged, n));
  const through = figure.through ?? itself;
  const trials = figure.trials?.(judged);
  const { value, low, high } =
    trials === undefined
      ? meanInterval(valuesN, figure.bounds)
      : wilsonInterval(Math.round(trials * valuesN.reduce((sum, share) => sum + share, 0)), trials * rows.length);
  return { value: through(value), low: through(low), high: through(high) };
}

/** Where records drawn anew always say the same, such as that nothing is wrong, they say no more than a share of so many. */
function asShare(value: number, records: number): Estimate {
  const { low, high } = wilsonInterval(value * records, records);
  return { value, low, high };
}

function meanAt(valuesN: Float64Array, rows: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < rows.length; i++) sum += valuesN[rows[i]!]!;
  return sum / rows.length;
}

const itself = (mean: number) => mean;

/**
 * Refuses arrays of another length than [records · each].
 *
 * @param what they are, in messages
 * @throws shape_mismatch where there are not as many numbers as there ought to be
 */
export function checkLength(what: string, values: ArrayLike<number>, records: number, each: number): void {
  if (values.length === records * each) return;
  throw new CoreError(
    'shape_mismatch',
    `${records} records of ${each} need ${records * each} ${what}; there are ${values.length}.`,
  );
}
