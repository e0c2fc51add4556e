import { evaluateRegression } from '@querent/core/evaluation';
import { random } from '@querent/core/tensors';
import { axes, FRAME, HEIGHT, WIDTH } from './axes.mjs';
import { COLOURS, line, picture, text } from './svg.mjs';

const SHARPNESS = Array.from({ length: 61 }, (_, i) => 2 ** (-2.5 + i / 12));

/** A figure of classes, where predictions are made timid or sure beyond what is true. */
export function classMetricPicture(metric) {
  const stream = random(8);
  const logits = Array.from({ length: 500 }, () => [0, 1, 2].map(() => 1.5 * stream.normal()));
  const softmax = (row, beta) => {
    const parts = row.map((logit) => Math.exp(beta * logit));
    return parts.map((part) => part / parts.reduce((a, b) => a + b));
  };
  const labelsN = logits.map((row) => {
    const [a, b] = softmax(row, 1);
    const drawn = stream.uniform();
    return drawn < a ? 0 : drawn < a + b ? 1 : 2;
  });
  const rows = Array.from(labelsN.keys());
  const values = SHARPNESS.map((beta) =>
    metric.of({ probsNC: logits.flatMap((row) => softmax(row, beta)), labelsN, classes: 3, rows }),
  );
  return sharpnessPicture(metric, values, ['too timid', 'too sure']);
}

/** A figure of values, where the noise is said to be larger or smaller than it is. */
export function valueMetricPicture(metric) {
  const stream = random(9);
  const [samples, count] = [5, 200];
  const targets = Array.from({ length: count }, () => stream.normal());
  const means = Array.from({ length: samples * count }, () => 0.3 * stream.normal());
  const values = SHARPNESS.map((beta) => {
    const outputsSNO = Float32Array.from(means.flatMap((mean) => [mean, -2 * Math.log(beta)]));
    return metric.of(evaluateRegression({ samples, count, outputs: 2, outputsSNO }, targets)).value;
  });
  return sharpnessPicture(metric, values, ['says too much noise', 'says too little']);
}

function sharpnessPicture({ title }, values, [low, high]) {
  const { x, y, frame } = axes([Math.log(SHARPNESS[0]), Math.log(SHARPNESS.at(-1))], values, title, '');
  return picture(WIDTH, HEIGHT, `${title}, where predictions are too timid or too sure`, [
    frame,
    line(
      [
        [x(0), FRAME.top],
        [x(0), FRAME.bottom],
      ],
      { stroke: COLOURS.chosen, dash: '4 3' },
    ),
    text(x(0), FRAME.bottom + 14, 'honest', { anchor: 'middle', fill: COLOURS.chosen, bold: true }),
    text(FRAME.left, FRAME.bottom + 14, `← ${low}`),
    text(FRAME.right, FRAME.bottom + 14, `${high} →`, { anchor: 'end' }),
    line(
      values.map((value, i) => [x(Math.log(SHARPNESS[i])), y(value)]),
      { stroke: COLOURS.score, width: 2 },
    ),
  ]);
}
