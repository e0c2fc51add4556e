import { scaleLinear } from 'd3-scale';
import { around, COLOURS, element, picture, stroke, text } from '../tools/svg.ts';
import { nameOf } from './names.ts';

/** Two weights. */
export type Pair = readonly [number, number];
/** Moments of two weights. */
export interface Moments {
  mean: Pair;
  aa: number;
  ab: number;
  bb: number;
}
export interface Drawn {
  method: string;
  pairs: Pair[];
  deviations: number | null;
  correlation: number | null;
}

const [SIDE, GAP, COLUMNS] = [170, 14, 4];
const ROW = SIDE + GAP + 34;

/** A panel a method: its draws of two weights as dots, two deviations of the exact posterior as a line. */
export function chartOf(exact: Moments, results: Drawn[]) {
  const reach = 3.2 * Math.sqrt(Math.max(exact.aa, exact.bb));
  const [a, b] = exact.mean;
  const x = scaleLinear([a - reach, a + reach], [0, SIDE]);
  const y = scaleLinear([b - reach, b + reach], [SIDE, 0]);
  const isInside = (place: number) => place > 2 && place < SIDE - 2;
  const ellipse = around(ellipseOf(exact).map(([a, b]) => [x(a), y(b)]));
  const panels = results.map(({ method, pairs, deviations, correlation }, i) => {
    const [left, top] = [(i % COLUMNS) * (SIDE + GAP) + GAP, Math.floor(i / COLUMNS) * ROW + 30];
    const places = pairs.map(([a, b]) => ({ cx: x(a), cy: y(b) }));
    const dots = places.filter(({ cx, cy }) => isInside(cx) && isInside(cy));
    return element('g', { transform: `translate(${left} ${top})` }, [
      text(0, -10, nameOf(method), { bold: true }),
      element('rect', { width: SIDE, height: SIDE, fill: 'none', stroke: COLOURS.line }),
      element(
        'g',
        { fill: COLOURS.score, 'fill-opacity': 0.5 },
        dots.map((dot) => element('circle', { ...dot, r: 1.6 })),
      ),
      stroke(ellipse, { stroke: COLOURS.chosen, width: 1.5 }),
      text(0, SIDE + 15, `spread × ${deviations}, corr. ${correlation}`),
    ]);
  });
  const height = Math.ceil(results.length / COLUMNS) * ROW + 20;
  const title = 'Draws of two weights by each posterior beside the exact one';
  return picture(COLUMNS * (SIDE + GAP) + GAP, height, title, panels);
}

/** Two standard deviations of the exact posterior. */
function ellipseOf({ aa, ab, bb, mean }: Moments): Pair[] {
  const l = Math.sqrt(aa);
  const [m, n] = [ab / l, Math.sqrt(bb - (ab * ab) / aa)];
  return Array.from({ length: 72 }, (_, i) => {
    const [c, s] = [2 * Math.cos((i * Math.PI) / 36), 2 * Math.sin((i * Math.PI) / 36)];
    return [mean[0] + l * c, mean[1] + m * c + n * s];
  });
}
