import type { Acquisition } from '@querent/core/acquisitions';
import { summarizeValues } from '@querent/core/likelihoods';
import { random } from '@querent/core/tensors';
import { layOut } from '../../apps/web/ui/charts/layout.ts';
import { area, COLOURS, element, frame, line, picture, stroke, text } from '../svg.ts';

const [WIDTH, HEIGHT, DRAWS, COUNT] = [440, 250, 60, 161] as const;
const [LOW, HIGH] = [-4, 4] as const;
const FRAME = { width: WIDTH, xBounds: [LOW, HIGH] };
const ROOM = { left: 52, right: 10, top: 22, bottom: 34 };
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
  const doubt = summary.epistemicNT;
  const series = [doubt.map((variance, n) => variance + summary.aleatoricNT[n]!), doubt].map((variances) => ({
    points: xs.map((x, n) => {
      const [mean, deviation] = [summary.meanNT[n]!, Math.sqrt(variances[n]!)];
      return { x, y: mean, low: mean - deviation, high: mean + deviation };
    }),
  }));
  const above = layOut(series, { ...FRAME, height: 146, bounds: [-2.1, 2.1], room: { ...ROOM, bottom: 2 } });
  const scored = xs.map((x, n) => ({ x, y: scores[n]!, low: 0, high: scores[n]! }));
  const below = layOut([{ points: scored }], { ...FRAME, height: HEIGHT, bounds: [0], room: { ...ROOM, top: 166 } });
  const { x, y } = above;
  const [all, own, score] = [above.lines[0]!, above.lines[1]!, below.lines[0]!];
  const dots = LABELLED.map((at, i) => {
    const noise = noiseAt(at) * (i % 3 === 0 ? -1 : i % 3 === 1 ? 0.9 : 0.2);
    return element('circle', { cx: x(at), cy: y(Math.sin(1.4 * at) + noise), r: 2.8 });
  });
  const [first, last] = [x(TARGETS[0]), x(TARGETS.at(-1)!)];
  const marks =
    acquisition.needs === 'targets'
      ? [
          line([first, 157], [last, 157], { stroke: COLOURS.chosen, width: 4 }),
          text(last + 8, 161, 'meant for', { fill: COLOURS.chosen, bold: true }),
        ]
      : [];
  return picture(WIDTH, HEIGHT, `${acquisition.title}: the score along a curve`, [
    frame(above, { title: 'mean ± 1 sd of the draws, and of draws and noise together', yName: 'value' }),
    area(all.band, { fill: COLOURS.line, opacity: 0.28 }),
    area(own.band, { opacity: 0.4 }),
    stroke(own.curve, { stroke: COLOURS.score, width: 1.5 }),
    dots,
    frame(below, { xName: 'x', yName: 'score' }),
    area(score.band, { fill: COLOURS.chosen }),
    stroke(score.curve, { stroke: COLOURS.chosen, width: 1.5 }),
    marks,
  ]);
}
