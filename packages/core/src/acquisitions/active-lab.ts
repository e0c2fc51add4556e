/** Weights do not fall below this: somebody no better than chance still counts, if barely. */
const LEAST = 1e-6;

/** What annotators and the model say of records. */
export interface Crowd {
  classes: number;
  annotators: number;
  /** [N, annotators] classes that they gave to labelled records, −1 where they gave none; each record has one at least. */
  answersNA: Int32Array;
  /** [N, C] of the labelled records, by a model that was not trained on them. */
  labelledNC: ArrayLike<number>;
  /** [M, C] of unlabelled records. */
  poolMC: ArrayLike<number>;
  /** Of the model's probabilities; the one that fits the answers best where left out. */
  temperature?: number;
}

/** How much another answer would help. */
export interface CrowdScores {
  /** [N], [M] in [0, 1]; higher means ask sooner, whether again or for the first time. */
  labelledN: Float64Array;
  poolM: Float64Array;
}

interface Trust {
  model: number;
  annotators: Float64Array;
  /** Probability that the consensus of a labelled record is right, [N]. */
  qualityN: Float64Array;
}

/**
 * ActiveLab: whether to ask about a new record or once more about one whose answers are in doubt. One minus the probability
 * that the consensus is right, drawn towards 1/C by one more answer of average worth:
 *
 *     1 − ( (w_m + Σ_j w_j) Q + w̄ / C ) / ( w_m + Σ_j w_j + w̄ )
 *
 * Q is the probability of the consensus among the answers of annotators j and the model, each weighed by how often it is
 * right where several have answered (CROWDLAB). Of an unlabelled record Q is the model's largest probability and Σ_j w_j is
 * 0. With one answer for each record, or nobody who has answered, all weights are 1 and probabilities stay as they are.
 *
 * @source Goh and Mueller 2023, arXiv:2301.11856, section 3; the weights: Goh et al. 2022, arXiv:2210.06812
 */
export function activeLab(crowd: Crowd): CrowdScores {
  const { classes, annotators, answersNA } = crowd;
  const counts = countsOf(crowd);
  const isSingle = counts.every((count) => count === 1);
  const temperature = crowd.temperature ?? (isSingle ? 1 : bestTemperature(crowd));
  const labelledNC = scaled(crowd.labelledNC, classes, temperature);
  const poolMC = scaled(crowd.poolMC, classes, temperature);
  const trust = isSingle ? equalTrust(crowd, labelledNC) : trustOf(crowd, labelledNC, counts);
  const average = trust.annotators.reduce((sum, weight) => sum + weight, 0) / trust.annotators.length;
  const scoreOf = (quality: number, weight: number) => 1 - (weight * quality + average / classes) / (weight + average);
  return {
    labelledN: trust.qualityN.map((quality, n) => {
      let weight = trust.model;
      for (let j = 0; j < annotators; j++) if (answersNA[n * annotators + j]! >= 0) weight += trust.annotators[j]!;
      return scoreOf(quality, weight);
    }),
    poolM: Float64Array.from({ length: poolMC.length / classes }, (_, m) =>
      scoreOf(Math.max(...poolMC.subarray(m * classes, (m + 1) * classes)), trust.model),
    ),
  };
}

const countsOf = ({ answersNA, annotators }: Crowd) =>
  Int32Array.from({ length: answersNA.length / annotators }, (_, n) =>
    answersNA.subarray(n * annotators, (n + 1) * annotators).reduce((sum, answer) => sum + Number(answer >= 0), 0),
  );

/** One answer a record, or none: nobody can be held against anybody, and whoever comes first counts as one. */
function equalTrust({ answersNA, annotators, classes }: Crowd, labelledNC: Float64Array): Trust {
  const qualityN = Float64Array.from({ length: answersNA.length / annotators }, (_, n) => {
    const answer = answersNA.subarray(n * annotators, (n + 1) * annotators).find((own) => own >= 0)!;
    return labelledNC[n * classes + answer]!;
  });
  return { model: 1, annotators: new Float64Array(Math.max(1, annotators)).fill(1), qualityN };
}

/** The consensus of the majority first, then of all answers weighed, and what each is worth by it. */
function trustOf(crowd: Crowd, labelledNC: Float64Array, counts: Int32Array): Trust {
  const majority = majorityOf(crowd, labelledNC);
  const weighed = posteriorOf(crowd, labelledNC, counts, majority);
  const consensus = majority.map((own, n) => {
    const row = weighed.posteriorNC.subarray(n * crowd.classes, (n + 1) * crowd.classes);
    const most = Math.max(...row);
    return row[own] === most ? own : row.indexOf(most);
  });
  const { model, annotators, posteriorNC } = posteriorOf(crowd, labelledNC, counts, consensus);
  const qualityN = Float64Array.from(consensus, (own, n) => posteriorNC[n * crowd.classes + own]!);
  return { model, annotators, qualityN };
}

/** The class that most have given; of equal ones the model's choice, then the rarest, then the lowest. */
function majorityOf({ answersNA, annotators, classes }: Crowd, labelledNC: Float64Array): Int32Array {
  const all = new Int32Array(classes);
  for (const answer of answersNA) if (answer >= 0) all[answer] = all[answer]! + 1;
  return Int32Array.from({ length: answersNA.length / annotators }, (_, n) => {
    const votes = new Int32Array(classes);
    for (let j = 0; j < annotators; j++) {
      const answer = answersNA[n * annotators + j]!;
      if (answer >= 0) votes[answer] = votes[answer]! + 1;
    }
    const isAhead = (a: number, b: number) =>
      votes[a]! - votes[b]! || labelledNC[n * classes + a]! - labelledNC[n * classes + b]! || all[b]! - all[a]!;
    let best = 0;
    for (let c = 1; c < classes; c++) if (isAhead(c, best) > 0) best = c;
    return best;
  });
}

/** Weights of model and annotators by a consensus, and the probabilities of all of them together, [N, C]. */
function posteriorOf(
  { answersNA, annotators, classes }: Crowd,
  labelledNC: Float64Array,
  counts: Int32Array,
  consensus: Int32Array,
) {
  const several = Array.from(counts.keys()).filter((n) => counts[n]! > 1);
  const mean = (of: (n: number) => number) => several.reduce((sum, n) => sum + of(n), 0) / several.length;
  const answer = (n: number, j: number) => answersNA[n * annotators + j]!;
  const everyone = Array.from({ length: annotators }, (_, j) => j);
  const agreeing = (n: number, value: number) => everyone.filter((j) => answer(n, j) === value).length;
  // What always naming the most common class would get wrong: the mark to beat.
  const tally = new Int32Array(classes);
  for (const n of several) tally[consensus[n]!] = tally[consensus[n]!]! + 1;
  const common = tally.indexOf(Math.max(...tally));
  const chanceError = Math.max(
    LEAST,
    mean((n) => Number(consensus[n] !== common)),
  );
  const worth = (error: number) => Math.max(LEAST, 1 - error / chanceError);

  const agreement = everyone.map((j) => {
    const own = several.filter((n) => answer(n, j) >= 0);
    const others = own.reduce((sum, n) => sum + counts[n]! - 1, 0);
    return own.reduce((sum, n) => sum + agreeing(n, answer(n, j)) - 1, 0) / others; // NaN where nobody else answered
  });
  const known = agreement.filter((value) => !Number.isNaN(value));
  const usual = known.reduce((sum, value) => sum + value, 0) / known.length;
  const weights = Float64Array.from(agreement, (value) => worth(1 - (Number.isNaN(value) ? usual : value)));

  const predicted = (n: number) => {
    const row = labelledNC.subarray(n * classes, (n + 1) * classes);
    return row.indexOf(Math.max(...row));
  };
  const answersEach = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const model = worth(mean((n) => Number(predicted(n) !== consensus[n]))) * Math.sqrt(answersEach);

  const isRight = mean((n) => agreeing(n, consensus[n]!) / counts[n]!);
  const isOther = (1 - isRight) / (classes - 1);
  const posteriorNC = labelledNC.map((p, at) => {
    const [n, c] = [Math.floor(at / classes), at % classes];
    let [sum, total] = [model * p, model];
    for (const j of everyone) {
      if (answer(n, j) < 0) continue;
      sum += weights[j]! * (answer(n, j) === c ? isRight : isOther);
      total += weights[j]!;
    }
    return sum / total;
  });
  return { model, annotators: weights, posteriorNC };
}

/** p^{1/T}, normalised. */
function scaled(probsNC: ArrayLike<number>, classes: number, temperature: number): Float64Array {
  const result = Float64Array.from(probsNC, (p) => Math.max(p, 1e-8) ** (1 / temperature));
  for (let at = 0; at < result.length; at += classes) {
    const row = result.subarray(at, at + classes);
    const sum = row.reduce((a, b) => a + b);
    row.forEach((value, c) => {
      row[c] = value / sum;
    });
  }
  return result;
}

/** The temperature between 0.1 and 10 at which the model's probabilities fit the shares of the answers best. */
function bestTemperature(crowd: Crowd): number {
  const { answersNA, annotators, classes, labelledNC } = crowd;
  const counts = countsOf(crowd);
  const loss = (temperature: number) => {
    const probs = scaled(labelledNC, classes, temperature);
    let sum = 0;
    answersNA.forEach((answer, at) => {
      const n = Math.floor(at / annotators);
      if (answer >= 0) sum -= Math.log(probs[n * classes + answer]!) / counts[n]!;
    });
    return sum;
  };
  const grid = Array.from({ length: 81 }, (_, i) => 10 ** (-1 + i / 40)); // 0.1 … 10;
  return grid.reduce((best, temperature) => (loss(temperature) < loss(best) ? temperature : best));
}
