import { type Acquisition, acquisitions, type Probs, scoreProbs } from '@querent/core/acquisitions';
import { COLOURS, element, type Parts, picture, shown, text } from '../svg.ts';
import { contours, type Mesh, simplexMesh, squareMesh, type Trio } from './contours.ts';

const [WIDTH, HEIGHT, SIDE] = [440, 216, 150] as const;
/** What the second draw says in the triangle. */
const FIXED: Trio = [0.1, 0.2, 0.7];

/** Scores of classes: two draws of two classes on the left, three classes on the right. */
export function classPicture(acquisition: Acquisition) {
  const { title, needsDisagreement, needs, unit } = acquisition;
  if (needs === 'targets') return targetPicture(acquisition);
  const square = squareMesh(34, 26, SIDE);
  const draws = ([0, 1] as const).map((draw) => square.places.map((place) => [place[draw], 1 - place[draw]]));
  const left = scoreProbs(draws, acquisition);
  const triangle = simplexMesh(256, 32, 160);
  const one = triangle.places;
  const right = scoreProbs(needsDisagreement ? [one, one.map(() => FIXED)] : [one], acquisition);
  const [x, y] = triangle.at(FIXED);
  const dot = [
    element('circle', { cx: x, cy: y, r: 4, fill: COLOURS.chosen }),
    text(x + 8, y + 4, 'draw 2', { fill: COLOURS.chosen, bold: true }),
  ];
  return picture(WIDTH, HEIGHT, `${title}: the score by what draws say`, [
    ...squarePanel(square, left, 'two draws, two classes', ['P(yes) by draw 1', 'P(yes) by draw 2'], unit),
    text(336, 14, needsDisagreement ? 'three classes, by draw 1' : 'three classes, mean prediction', {
      anchor: 'middle',
      bold: true,
    }),
    ...contours(triangle, right, peakOf(right)),
    text(252, 184, 'A', { anchor: 'end' }),
    text(420, 184, 'B'),
    text(346, 36, 'C'),
    ...(needsDisagreement ? dot : []),
    text(336, 206, peak(right, unit), { anchor: 'middle' }),
  ]);
}

/**
 * Four draws that differ in two things, of which the target record shows the first only: what is asked about the first
 * counts, what is asked about the second does not. BALD beside it counts both.
 */
function targetPicture(acquisition: Acquisition) {
  const draws = [-1, 1].flatMap((first) => [-1, 1].map((second) => [first, second] as const));
  const targets = draws.map(([first]) => [[0.5 + 0.45 * first, 0.5 - 0.45 * first]]);
  const names = ['gap that matters', 'gap elsewhere'] as const;
  const compared: [Acquisition, { targets?: Probs }][] = [
    [acquisition, { targets }],
    [acquisitions.get('bald'), {}],
  ];
  const panels = compared.map(([own, besides], i) => {
    const mesh = squareMesh(34 + 220 * i, 26, SIDE);
    const probs = draws.map(([first, second]) =>
      mesh.places.map(([x, y]) => {
        const p = Math.min(1, Math.max(0, 0.5 + (x * first + y * second) / 4));
        return [p, 1 - p];
      }),
    );
    return squarePanel(mesh, scoreProbs(probs, own, besides), i === 0 ? own.title : 'BALD beside it', names, own.unit);
  });
  return picture(WIDTH, HEIGHT, `${acquisition.title}: the score by what draws disagree about`, panels);
}

/** A square of two probabilities with its axes. */
export function squarePanel(
  mesh: Mesh<readonly [number, number]>,
  values: Float64Array,
  title: string,
  [xName, yName]: readonly [string, string],
  unit: string,
): Parts {
  const [[x, y], [right, bottom]] = mesh.box;
  const middle = (x + right) / 2;
  return [
    text(middle, y - 12, title, { anchor: 'middle', bold: true }),
    ...contours(mesh, values, peakOf(values)),
    text(x, bottom + 13, '0'),
    text(right, bottom + 13, '1', { anchor: 'end' }),
    text(middle, bottom + 13, xName, { anchor: 'middle' }),
    text(x - 6, (y + bottom) / 2, yName, { anchor: 'middle', up: true }),
    text(middle, bottom + 30, peak(values, unit), { anchor: 'middle' }),
  ];
}

/** What is next to nothing is nothing: rounding errors are not drawn. */
function peakOf(values: Float64Array) {
  const most = Math.max(...values);
  return most < 1e-9 ? Number.POSITIVE_INFINITY : most;
}

const peak = (values: Float64Array, unit: string) => `0 to ${shown(Math.max(...values))} ${unit}`.trim();
