import type { Figure } from '@querent/core/evaluation';
import { random } from '@querent/core/tensors';
import { layOut } from '../../apps/web/ui/charts/layout.ts';
import { COLOURS, frame, line, picture, spaced, stroke, text } from '../svg.ts';

const ROOM = { left: 44, right: 10, top: 22, bottom: 26 };
const FRAME = { width: 440, height: 170, room: ROOM, rows: 4, xBounds: [] };
const SHARPNESS = Array.from({ length: 61 }, (_, i) => 2 ** (-2.5 + i / 12));

/** A figure, where predictions are made timid or sure beyond what is true. */
export const figurePicture = (figure: Figure) => PICTURES[figure.likelihood](figure);

const PICTURES = { categorical: ofClasses, bernoulli: ofLabels, gaussian: ofValues };

function ofClasses(figure: Figure) {
  const stream = random(8);
  const logits = Array.from({ length: 500 }, () => [0, 1, 2].map(() => 1.5 * stream.normal()));
  const softmax = (row: number[], beta: number) => {
    const parts = row.map((logit) => Math.exp(beta * logit));
    return parts.map((part) => part / parts.reduce((a, b) => a + b));
  };
  const labelsN = logits.map((row) => {
    const [a = 0, b = 0] = softmax(row, 1);
    const drawn = stream.uniform();
    return drawn < a ? 0 : drawn < a + b ? 1 : 2;
  });
  const rows = Array.from(labelsN.keys());
  const values = SHARPNESS.map((beta) =>
    figure.of({ probsNC: logits.flatMap((row) => softmax(row, beta)), labelsN, classes: 3 }, rows),
  );
  return sharpnessPicture(figure, values, ['too timid', 'too sure']);
}

function ofLabels(figure: Figure) {
  const stream = random(10);
  const [count, classes] = [300, 3] as const;
  const logits = Array.from({ length: count * classes }, (_, at) => 1.5 * stream.normal() - 0.5 * (at % classes));
  const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));
  const heldNC = logits.map((logit) => Number(stream.uniform() < sigmoid(logit)));
  const rows = Array.from({ length: count }, (_, n) => n);
  const values = SHARPNESS.map((beta) =>
    figure.of({ probsNC: logits.map((logit) => sigmoid(beta * logit)), heldNC, classes }, rows),
  );
  return sharpnessPicture(figure, values, ['too timid', 'too sure']);
}

/** Where the noise is said to be larger or smaller than it is. */
function ofValues(figure: Figure) {
  const stream = random(9);
  const [samples, count] = [5, 200] as const;
  const targets = Array.from({ length: count }, () => stream.normal());
  const rows = Array.from({ length: count }, (_, n) => n);
  const means = Array.from({ length: samples * count }, () => 0.3 * stream.normal());
  const values = SHARPNESS.map((beta) => {
    const outputsSNO = Float32Array.from(means.flatMap((mean) => [mean, -2 * Math.log(beta)]));
    return figure.of({ predictions: { samples, count, outputs: 2, outputsSNO }, valuesNT: targets }, rows);
  });
  return sharpnessPicture(figure, values, ['says too much noise', 'says too little']);
}

function sharpnessPicture({ title }: Figure, values: number[], [low, high]: readonly [string, string]) {
  const points = values.map((value, i) => ({ x: Math.log(SHARPNESS[i]!), y: value }));
  const layout = layOut([{ points }], { ...FRAME, bounds: spaced(values) });
  const { x, left, right, top, bottom, lines } = layout;
  return picture(FRAME.width, FRAME.height, `${title}, where predictions are too timid or too sure`, [
    frame(layout, { title }),
    line([x(0), top], [x(0), bottom], { stroke: COLOURS.chosen, dash: '4 3' }),
    text(x(0), bottom + 15, 'honest', { anchor: 'middle', fill: COLOURS.chosen, bold: true }),
    text(left, bottom + 15, `← ${low}`),
    text(right, bottom + 15, `${high} →`, { anchor: 'end' }),
    stroke(lines[0]!.curve, { stroke: COLOURS.score, width: 2 }),
  ]);
}
