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

/** A panel a method: its draws of two weights as dots, two deviations of the exact posterior as a line. */
export function chartOf(exact: Moments, results: Drawn[]) {
  const reach = 3.2 * Math.sqrt(Math.max(exact.aa, exact.bb));
  const at = ([a, b]: Pair): Pair => [
    SIDE / 2 + ((a - exact.mean[0]) / reach) * (SIDE / 2),
    SIDE / 2 - ((b - exact.mean[1]) / reach) * (SIDE / 2),
  ];
  const panels = results.map(({ method, pairs, deviations, correlation }, i) => {
    const [x, y] = [(i % COLUMNS) * (SIDE + GAP) + GAP, Math.floor(i / COLUMNS) * (SIDE + GAP + 34) + 30];
    const dots = pairs
      .map(at)
      .filter(([px, py]) => px > 2 && px < SIDE - 2 && py > 2 && py < SIDE - 2)
      .map(([px, py]) => `<circle cx="${px.toFixed(1)}" cy="${py.toFixed(1)}" r="1.6"/>`)
      .join('');
    return `<g transform="translate(${x} ${y})"><text y="-10" class="name">${nameOf(method)}</text><rect width="${SIDE}" height="${SIDE}" class="frame"/><g class="draws">${dots}</g>${ellipseOf(exact, at)}<text x="0" y="${SIDE + 15}" class="note">spread × ${deviations}, corr. ${correlation}</text></g>`;
  });
  const width = COLUMNS * (SIDE + GAP) + GAP;
  const height = Math.ceil(results.length / COLUMNS) * (SIDE + GAP + 34) + 20;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Draws of two weights by each posterior beside the exact one">
<style>.name{font:600 13px system-ui,sans-serif;fill:#1f2937}.note{font:11px system-ui,sans-serif;fill:#4b5563}.frame{fill:#fff;stroke:#d1d5db}.draws{fill:#2563eb;fill-opacity:.45}.exact{fill:none;stroke:#dc2626;stroke-width:1.5}</style>
<rect width="${width}" height="${height}" fill="#fff"/>
${panels.join('\n')}
</svg>
`;
}

/** Two standard deviations of the exact posterior. */
function ellipseOf({ aa, ab, bb, mean }: Moments, at: (pair: Pair) => Pair) {
  const l = Math.sqrt(aa);
  const [m, n] = [ab / l, Math.sqrt(bb - (ab * ab) / aa)];
  const points = Array.from({ length: 73 }, (_, i) => {
    const [c, s] = [2 * Math.cos((i * Math.PI) / 36), 2 * Math.sin((i * Math.PI) / 36)];
    return at([mean[0] + l * c, mean[1] + m * c + n * s])
      .map((value) => value.toFixed(1))
      .join(' ');
  });
  return `<path d="M${points.join('L')}Z" class="exact"/>`;
}
