import { type Acquisition, acquisitions, scoreProbs } from '@querent/core/acquisitions';
import { chooseFromProbs, type Selection } from '@querent/core/selections';
import { random } from '@querent/core/tensors';
import { scaleLinear, scaleSqrt } from 'd3-scale';
import { symbol, symbolTimes } from 'd3-shape';
import { z } from 'zod';
import { COLOURS, element, type Point, picture, text } from '../svg.ts';

const [WIDTH, HEIGHT, DRAWS, K] = [440, 262, 40, 10] as const;
const GROUPS: { at: Point; size: number; width: number }[] = [
  { at: [-2.2, -0.9], size: 48, width: 0.5 },
  { at: [2.1, -1], size: 40, width: 0.55 },
  { at: [0.2, 1.5], size: 34, width: 0.45 },
  { at: [0, -0.6], size: 20, width: 0.28 },
  { at: [3.3, 1.5], size: 8, width: 0.2 },
];
const CLASSES: Point[] = [
  [-2.2, -0.9],
  [2.1, -1],
  [0.2, 1.5],
];
const CROSS = symbol(symbolTimes, 45).digits(1)() ?? '';
/** Options of rules that have them: distances are those that one sees. */
const SHOWN = { normalize: false };

const stream = random(11);
const POINTS = GROUPS.flatMap(({ at, size, width }) =>
  Array.from({ length: size }, () => at.map((centre) => centre + width * stream.normal()) as [number, number]),
);
const PROBS = Array.from({ length: DRAWS }, () => {
  const moved = CLASSES.map((centre) => centre.map((value) => value + 0.5 * stream.normal()));
  return POINTS.map((point) => {
    const logits = moved.map((centre) => -1.1 * centre.reduce((sum, value, d) => sum + (point[d]! - value) ** 2, 0));
    const most = Math.max(...logits);
    const parts = logits.map((logit) => Math.exp(logit - most));
    return parts.map((part) => part / parts.reduce((a, b) => a + b));
  });
});
const vectorsOf = (points: Point[]) => ({ count: points.length, width: 2, dataND: Float32Array.from(points.flat()) });

/** The batch that a rule chooses of points in a plane. */
export function selectionPicture(selection: Selection) {
  const known = Object.keys(z.toJSONSchema(selection.options, { io: 'input' }).properties ?? {});
  const selectionOptions = Object.fromEntries(Object.entries(SHOWN).filter(([name]) => known.includes(name)));
  return scatter(acquisitions.get('bald'), selection, selectionOptions, `${selection.title}: ten questions`);
}

/** Points with their scores, and the batch in the order in which it is asked. */
export function scatter(acquisition: Acquisition, selection: Selection, selectionOptions: object, title: string) {
  const chosen = chooseFromProbs(PROBS, K, {
    acquisition,
    selection,
    selectionOptions,
    vectors: vectorsOf(POINTS),
    labelled: vectorsOf(CLASSES),
    seed: 1,
  });
  const scores = scoreProbs(PROBS, acquisition);
  const most = Math.max(...scores);
  const x = scaleLinear([-3.7, 4.1], [8, WIDTH - 8]);
  const y = scaleLinear([-2.7, 2.5], [HEIGHT - 32, 18]);
  const size = scaleSqrt([0, most], [1.5, 6]);
  const placeOf = ([a, b]: Point) => ({ cx: x(a), cy: y(b) });
  const dots = POINTS.map((point, n) => element('circle', { ...placeOf(point), r: most > 0 ? size(scores[n]!) : 2.5 }));
  const rings = chosen.map(({ index }, i) => {
    const { cx, cy } = placeOf(POINTS[index]!);
    return [
      element('circle', { cx, cy, r: 6.8, fill: 'none', stroke: COLOURS.chosen, 'stroke-width': 2 }),
      text(cx + 8, cy - 5, String(i + 1), { fill: COLOURS.chosen, bold: true }),
    ];
  });
  const crosses = CLASSES.map((point) => {
    const { cx, cy } = placeOf(point);
    return element('path', { d: CROSS, transform: `translate(${cx.toFixed(1)} ${cy.toFixed(1)})` });
  });
  return picture(WIDTH, HEIGHT, title, [
    element('g', { fill: COLOURS.score, 'fill-opacity': 0.5 }, dots),
    element('g', { stroke: COLOURS.text, 'stroke-width': 2.4 }, crosses),
    rings,
    text(8, HEIGHT - 6, `${most > 0 ? '● the larger, the higher the score, ' : ''}✕ labelled`),
    text(WIDTH - 8, HEIGHT - 6, '○ asked, in this order', { anchor: 'end', fill: COLOURS.chosen, bold: true }),
  ]);
}
