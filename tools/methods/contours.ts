import { area, COLOURS, type Point, pathOf } from './svg.ts';

const LEVELS = 8;
/** Points nearer than this to the line between their neighbours are left out, in pixels. */
const STRAIGHT = 0.08;

type Triangle = readonly [number, number, number];

interface Surface {
  points: readonly Point[];
  /** Three points each; all turn the same way. */
  triangles: readonly Triangle[];
  outline: readonly Point[];
}

/** A surface whose points stand for probabilities. */
export interface Mesh<Place extends readonly number[]> extends Surface {
  places: Place[];
}

/**
 * Areas of a surface over triangles, one over the other: the more of them, the higher.
 *
 * @param values one for each point
 */
export function contours({ points, triangles, outline }: Surface, values: ArrayLike<number>, top: number) {
  const ground = area(outline, { opacity: 0.1 });
  const areas = Array.from({ length: LEVELS }, (_, level) => {
    const d = regionAbove({ points, triangles }, values, ((level + 0.5) / LEVELS) * top);
    return d && `<path d="${d}" fill="${COLOURS.score}" fill-opacity="${level === 0 ? 0.12 : 0.17}"/>`;
  });
  return [ground, ...areas.filter((region) => region !== '')];
}

/** Where lines of an outline lead to, by the names of places. */
type Edges = Map<string, Set<string>>;

/** Outline of where the values, straight within each triangle, are above a level. */
function regionAbove({ points, triangles }: Omit<Surface, 'outline'>, values: ArrayLike<number>, level: number) {
  const places = new Map<string, Point>();
  const edges: Edges = new Map();
  const corner = (i: number) => {
    places.set(`${i}`, points[i]!);
    return `${i}`;
  };
  const crossing = (i: number, j: number) => {
    const [a, b] = i < j ? [i, j] : [j, i];
    const share = (level - values[a]!) / (values[b]! - values[a]!);
    const at = (axis: 0 | 1) => points[a]![axis] + share * (points[b]![axis] - points[a]![axis]);
    places.set(`${a}-${b}`, [at(0), at(1)]);
    return `${a}-${b}`;
  };
  for (const triangle of triangles) {
    const polygon = triangle.flatMap((i, at) => {
      const j = triangle[(at + 1) % 3]!;
      const own = values[i]! > level ? [corner(i)] : [];
      return values[i]! > level !== values[j]! > level ? [...own, crossing(i, j)] : own;
    });
    polygon.forEach((from, at) => {
      const to = polygon[(at + 1) % polygon.length]!;
      // An edge that two triangles share lies inside.
      if (!edges.get(to)?.delete(from)) edges.set(from, (edges.get(from) ?? new Set()).add(to));
    });
  }
  return loopsOf(edges)
    .map((loop) => pathOf(straightened(loop.map((key) => places.get(key)!)), true))
    .join('');
}

function loopsOf(edges: Edges) {
  const loops: string[][] = [];
  for (const [start, ends] of edges) {
    while (ends.size > 0) {
      const loop = [start];
      for (let at = start; ; ) {
        const ahead = edges.get(at)!;
        const [next = start] = ahead;
        ahead.delete(next);
        if (next === start) break;
        loop.push(next);
        at = next;
      }
      loops.push(loop);
    }
  }
  return loops;
}

function straightened(loop: Point[]) {
  const kept = [loop[0]!];
  for (let i = 1; i < loop.length; i++) {
    const [[ax, ay], [bx, by], [cx, cy]] = [kept.at(-1)!, loop[i]!, loop[(i + 1) % loop.length]!];
    const length = Math.hypot(cx - ax, cy - ay);
    const gap = length === 0 ? Infinity : Math.abs((cx - ax) * (ay - by) - (ax - bx) * (cy - ay)) / length;
    if (gap > STRAIGHT) kept.push([bx, by]);
  }
  return kept;
}

/** A square of probabilities: x and y from 0 to 1. No point lies at ½, where votes are tied. */
export function squareMesh(x: number, y: number, side: number, cells = 71): Mesh<readonly [number, number]> {
  const places: [number, number][] = [];
  const points: Point[] = [];
  const triangles: Triangle[] = [];
  for (let row = 0; row <= cells; row++)
    for (let column = 0; column <= cells; column++) {
      places.push([column / cells, row / cells]);
      points.push([x + (side * column) / cells, y + side - (side * row) / cells]);
      const at = row * (cells + 1) + column;
      if (row < cells && column < cells)
        triangles.push([at, at + 1, at + cells + 2], [at, at + cells + 2, at + cells + 1]);
    }
  const outline: Point[] = [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
  ];
  return { places, points, triangles, outline };
}

export type Trio = readonly [number, number, number];

/** A triangle of probabilities of three classes: A below left, B below right, C above. */
export function simplexMesh(x: number, y: number, side: number, cells = 80) {
  const height = (side * Math.sqrt(3)) / 2;
  const at = ([, b, c]: Trio): Point => [x + side * (b + c / 2), y + height - height * c];
  const places: Trio[] = [];
  const index = new Map<string, number>();
  const triangles: Triangle[] = [];
  for (let c = 0; c <= cells; c++)
    for (let b = 0; b + c <= cells; b++) {
      index.set(`${b},${c}`, places.length);
      places.push([(cells - b - c) / cells, b / cells, c / cells]);
    }
  const of = (b: number, c: number) => index.get(`${b},${c}`)!;
  for (let c = 0; c < cells; c++)
    for (let b = 0; b + c < cells; b++) {
      triangles.push([of(b, c), of(b + 1, c), of(b, c + 1)]);
      if (b + c + 2 <= cells) triangles.push([of(b + 1, c), of(b + 1, c + 1), of(b, c + 1)]);
    }
  const corners: Trio[] = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  return { places, points: places.map(at), triangles, outline: corners.map(at), at };
}
