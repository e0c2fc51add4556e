import { evaluateRegression } from '@querent/core/evaluation';
import { verdictOf } from '@querent/core/stopping';
import { random } from '@querent/core/tensors';
import { area, COLOURS, line, picture, scale, shown, text } from './svg.mjs';

const [WIDTH, HEIGHT] = [440, 180];
const FRAME = { left: 44, right: WIDTH - 10, top: 22, bottom: 144 };
const ROUNDS = 40;
const NAMES = {
  error: 'error on the holdout',
  kappa: 'agreement κ with the round before',
  changed: 'share of the pool that changed its class',
  meanUncertainty: 'mean score, as a share of the largest possible',
  maxUncertainty: 'highest score, as a share of the largest possible',
};

/** Rounds of a made-up project. */
function rounds() {
  const stream = random(3);
  const near = (value, width) => value + width * (stream.uniform() - 0.5);
  return Array.from({ length: ROUNDS }, (_, i) => ({
    labels: 10 * (i + 1),
    error: near(0.05 + 0.55 * (i + 1) ** -0.9, 0.012),
    kappa: Math.min(1, near(1 - 0.4 * Math.exp(-i / 6), 0.008)),
    changed: Math.max(0, near(0.3 * Math.exp(-i / 5.5), 0.004)),
    meanUncertainty: near(0.4 * Math.exp(-i / 7), 0.004),
    maxUncertainty: near(0.95 * Math.exp(-i / 13), 0.03),
  }));
}

/** The figure that a rule reads round by round, and where it says that it is enough. */
export function stoppingPicture(rule) {
  const all = rounds();
  const options = rule.options.parse({});
  const stop = all.findIndex((_, i) => verdictOf(rule, all.slice(0, i + 1), options).isReached);
  const values = all.map((round) => round[rule.reads]);
  const threshold = options.most ?? options.least;
  const { x, y, frame } = axes([1, ROUNDS], values, NAMES[rule.reads], 'round');
  const points = values.map((value, i) => [x(i + 1), y(value)]);
  const bound =
    threshold === undefined
      ? []
      : [
          line(
            [
              [FRAME.left, y(threshold)],
              [FRAME.right, y(threshold)],
            ],
            { dash: '4 3' },
          ),
        ];
  const end = [
    line(
      [
        [x(stop + 1), FRAME.top],
        [x(stop + 1), FRAME.bottom],
      ],
      { stroke: COLOURS.chosen, width: 2 },
    ),
    text(x(stop + 1) - 6, y(values[stop]) < 80 ? FRAME.bottom - 8 : FRAME.top + 10, `enough after round ${stop + 1}`, {
      anchor: 'end',
      fill: COLOURS.chosen,
      bold: true,
    }),
  ];
  return picture(WIDTH, HEIGHT, `${rule.title}: where it says enough`, [
    frame,
    bound,
    area([...points.slice(0, stop + 1), [x(stop + 1), FRAME.bottom], [x(1), FRAME.bottom]], { opacity: 0.18 }),
    line(points.slice(0, stop + 1), { stroke: COLOURS.score, width: 2 }),
    line(points.slice(stop), { stroke: COLOURS.score, width: 1.5, dash: '3 3' }),
    end,
  ]);
}

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

/** A frame with the ends of both axes; what hardly moves is drawn so. */
function axes(range, values, title, xName) {
  const { left, right, top, bottom } = FRAME;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(most - least, 0.3 * Math.abs(most));
  const middle = (least + most) / 2;
  const x = scale(range, [left, right]);
  const y = scale([middle - 0.56 * span, middle + 0.56 * span], [bottom, top]);
  const isFlat = most - least < 0.2 * span;
  const lowest = Math.abs(least) < 0.01 * most ? 0 : least;
  const frame = [
    text(left, 12, title, { bold: true }),
    line([
      [left, top],
      [left, bottom],
      [right, bottom],
    ]),
    ...(isFlat ? [middle] : [lowest, most]).map((value) =>
      text(left - 5, y(value) + 4, shown(value), { anchor: 'end' }),
    ),
  ];
  const names = [
    text(left, bottom + 14, `${range[0]}`),
    text((left + right) / 2, bottom + 14, xName, { anchor: 'middle' }),
    text(right, bottom + 14, `${range[1]}`, { anchor: 'end' }),
  ];
  return { x, y, frame: xName ? [...frame, ...names] : frame };
}
