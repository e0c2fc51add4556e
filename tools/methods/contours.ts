import { contours as contoursOf } from 'd3-contour';
import { scaleLinear } from 'd3-scale';
import { area, around, COLOURS, element, type Parts, type Point } from '../svg.ts';

const LEVELS = 8;
/** Points nearer than this to the line between their neighbours are left out, in pixels: most of them. */
const STRAIGHT = 0.03;

interface Surface {
  columns: number;
  rows: number;
  /** Corners of the box that the grid fills. */
  box: readonly [Point, Point];
  /** What of the box is shown. */
  outline: Point[];
}

/** A grid whose points stand for probabilities, row by row from above. */
export interface Mesh<Place extends readonly number[]> extends Surface {
  places: Place[];
}

/**
 * Areas of a surface, one over the other: the more of them, the higher.
 *
 * @param values one for each point of the grid
 */
export function contours({ columns, rows, box, outline }: Surface, values: Float64Array, top: number): Parts {
  const [[left, above], [right, below]] = box;
  const id = `from-${left}`;
  // A point of the grid is the middle of its cell for d3-contour, whose rings end half a cell further out.
  const x = scaleLinear([0.5, columns - 0.5], [left, right]).clamp(true);
  const y = scaleLinear([0.5, rows - 0.5], [above, below]).clamp(true);
  const thresholds = Array.from({ length: LEVELS }, (_, level) => ((level + 0.5) / LEVELS) * top);
  const regions = contoursOf().size([columns, rows]).thresholds(thresholds)(Array.from(values));
  const areas = regions.map(({ coordinates }, level) => {
    const rings = coordinates.flat().map((ring) => around(straightened(ring.slice(1).map(([i, j]) => [x(i!), y(j!)]))));
    return rings.length > 0 ? area(rings.join(''), { opacity: level === 0 ? 0.12 : 0.17 }) : [];
  });
  const shape = around(outline);
  return [
    element('clipPath', { id }, [element('path', { d: shape })]),
    area(shape, { opacity: 0.1 }),
    element('g', { 'clip-path': `url(#${id})` }, areas),
    element('path', { d: shape, fill: 'none', stroke: COLOURS.line }),
  ];
}

function straightened(ring: Point[]) {
  const kept = ring.slice(0, 1);
  for (let i = 1; i < ring.length; i++) {
    const [[ax, ay], [bx, by], [cx, cy]] = [kept.at(-1)!, ring[i]!, ring[(i + 1) % ring.length]!];
    const length = Math.hypot(cx - ax, cy - ay);
    const gap = length === 0 ? Infinity : Math.abs((cx - ax) * (ay - by) - (ax - bx) * (cy - ay)) / length;
    if (gap > STRAIGHT) kept.push([bx, by]);
  }
  return kept;
}

/** A square of probabilities: x and y from 0 to 1. No point lies at ½, where votes are tied. */
export function squareMesh(x: number, y: number, side: number, cells = 71): Mesh<readonly [number, number]> {
  const size = cells + 1;
  const box: [Point, Point] = [
    [x, y],
    [x + side, y + side],
  ];
  const places = Array.from({ length: size * size }, (_, at) => {
    const [row, column] = [Math.floor(at / size), at % size];
    return [column / cells, 1 - row / cells] as const;
  });
  return { places, columns: size, rows: size, box, outline: [[x, y], [x + side, y], box[1], [x, y + side]] };
}

export type Trio = readonly [number, number, number];

/** A triangle of probabilities of three classes: A below left, B below right, C above. */
export function simplexMesh(x: number, y: number, side: number, cells = 120) {
  const height = (side * Math.sqrt(3)) / 2;
  const at = ([, b, c]: Trio): Point => [x + side * (b + c / 2), y + height - height * c];
  const size = cells + 1;
  const places = Array.from({ length: size * size }, (_, n): Trio => {
    const c = 1 - Math.floor(n / size) / cells;
    const b = (n % size) / cells - c / 2;
    // Beside the triangle the grid goes on with what stands at its border.
    const parts = [1 - b - c, b, c].map((part) => Math.max(0, part));
    const sum = parts.reduce((total, part) => total + part);
    return [parts[0]! / sum, parts[1]! / sum, parts[2]! / sum];
  });
  const corners: Trio[] = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  const box: [Point, Point] = [
    [x, y],
    [x + side, y + height],
  ];
  return { places, columns: size, rows: size, box, outline: corners.map(at), at };
}
