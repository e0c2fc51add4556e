import type { Acquisition } from '@querent/core/acquisitions';
import { summarizeValues } from '@querent/core/likelihoods';
import { random } from '@querent/core/tensors';
import { area, COLOURS, line, type Point, picture, scale, text } from './svg.ts';

const [WIDTH, HEIGHT, DRAWS, COUNT] = [440, 230, 60, 161] as const;
const [LOW, HIGH] = [-4, 4] as const;
const LABELLED = [-2.9, -2.6, -2.3, -1.9, -1.6, 0.5, 0.8, 1.2, 1.5, 1.9, 2.2];
/** Records that the model is meant for. */
const TARGETS = [-1.1, -0.9, -0.7, -0.5] as const;

const noiseAt = (x: number) => 0.08 + 0.32 / (1 + Math.exp(-6 * (x - 1)));

/** Draws of a function that agree near labelled points, from made-up waves: [S] functions. */
function functions() {
  const stream = random(5);
  return Array.from({ length: DRAWS }, () => {
    const waves = Array.from(
      { length: 4 },
      (_, k) => [0.45 + 0.3 * k, 2 * Math.PI * stream.uniform(), stream.normal()] as const,
    );
    return (x: number) => {
      const known = LABELLED.map((at) => Math.exp(-(((x - at) / 0.75) ** 2)));
      const doubt = 0.05 + 0.5 * known.reduce((left, own) => left * (1 - own) ** 0.7, 1);
      return Math.sin(1.4 * x) + doubt * waves.reduce((sum, [f, phase, z]) => sum + z * Math.cos(f * x + phase), 0);
    };
  });
}

/** Joint predictions [S, N, 2] of means and log variances. */
function predictionsAt(xs: readonly number[]) {
  const outputsSNO = functions().flatMap((f) => xs.flatMap((x) => [f(x), 2 * Math.log(noiseAt(x))]));
  return { samples: DRAWS, count: xs.length, outputs: 2, outputsSNO };
}

/** A curve with its doubt above, its score below. */
export function valuePicture(acquisition: Acquisition) {
  const xs = Array.from({ length: COUNT }, (_, n) => LOW + ((HIGH - LOW) * n) / (COUNT - 1));
  const predictions = predictionsAt(xs);
  const summary = summarizeValues(predictions);
  const targets = predictionsAt(TARGETS);
  const scores = acquisition.score({ ...summary, predictions, targets }, {});
  const x = scale([LOW, HIGH], [30, WIDTH - 8]);
  const y = scale([-2.1, 2.1], [138, 20]);
  const band = (deviation: (n: number) => number): Point[] => [
    ...xs.map((at, n): Point => [x(at), y(summary.meanNT[n]! + deviation(n))]),
    ...xs.map((at, n): Point => [x(at), y(summary.meanNT[n]! - deviation(n))]).reverse(),
  ];
  const height = scale([0, Math.max(...scores)], [206, 152]);
  const curve = xs.map((at, n): Point => [x(at), height(scores[n]!)]);
  const doubt = (n: number) => Math.sqrt(summary.epistemicNT[n]!);
  const dots = LABELLED.map((at, i) => {
    const noise = noiseAt(at) * (i % 3 === 0 ? -1 : i % 3 === 1 ? 0.9 : 0.2);
    return `<circle cx="${Math.round(x(at))}" cy="${Math.round(y(Math.sin(1.4 * at) + noise))}" r="2.8" fill="${COLOURS.text}"/>`;
  });
  const marks =
    acquisition.needs === 'targets'
      ? [
          line(
            TARGETS.map((at): Point => [x(at), 211]),
            { stroke: COLOURS.chosen, width: 4 },
          ),
          text(x(TARGETS[0]) - 6, 223, 'meant for', { fill: COLOURS.chosen, bold: true, anchor: 'end' }),
        ]
      : [];
  return picture(WIDTH, HEIGHT, `${acquisition.title}: the score along a curve`, [
    text(30, 12, 'mean ± 1 sd of the draws, and of draws and noise together', { bold: true }),
    area(
      band((n) => Math.sqrt(summary.epistemicNT[n]! + summary.aleatoricNT[n]!)),
      { fill: COLOURS.line, opacity: 0.28 },
    ),
    area(band(doubt), { opacity: 0.4 }),
    line(band(() => 0).slice(0, COUNT), { stroke: COLOURS.score, width: 1.5 }),
    ...dots,
    area([[x(LOW), 206], ...curve, [x(HIGH), 206]], { fill: COLOURS.chosen, opacity: 0.3 }),
    line(curve, { stroke: COLOURS.chosen, width: 1.5 }),
    line([
      [x(LOW), 206],
      [x(HIGH), 206],
    ]),
    text(22, 180, 'score', { anchor: 'middle', up: true }),
    text(22, 80, 'value', { anchor: 'middle', up: true }),
    text(WIDTH - 8, 223, 'x', { anchor: 'end' }),
    ...marks,
  ]);
}
