import { scale, ticks } from './chart';

interface CurvePoint {
  labels: number;
  value: number;
  low: number;
  high: number;
}

export interface CurveChartProps {
  title: string;
  points: CurvePoint[];
  /** Where the axis ends at least. */
  bounds: [number, number];
  format: (value: number) => string;
}

const [WIDTH, HEIGHT] = [560, 230];
const [LEFT, RIGHT, TOP, BOTTOM] = [46, 14, 12, 34];

/** Points with their 95 % intervals as a band. The same numbers stand in the table of rounds. */
export function CurveChart({ title, points, bounds, format }: CurveChartProps) {
  const most = Math.max(10, ...points.map(({ labels }) => labels));
  const low = Math.min(bounds[0], ...points.map((p) => p.low));
  const high = Math.max(bounds[1], ...points.map((p) => p.high));
  const x = scale(0, most, LEFT, WIDTH - RIGHT);
  const y = scale(low, high, HEIGHT - BOTTOM, TOP);
  const path = (values: [number, number][]) =>
    values.map(([a, b], i) => `${i ? 'L' : 'M'}${a.toFixed(1)} ${b.toFixed(1)}`).join(' ');
  const band = [
    ...points.map((p): [number, number] => [x(p.labels), y(p.high)]),
    ...points.toReversed().map((p): [number, number] => [x(p.labels), y(p.low)]),
  ];
  return (
    <figure className="grid gap-1">
      <figcaption className="hint">{title}</figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="w-full"
        role="img"
        aria-label={`${title} against the number of labels`}
      >
        {ticks(low, high, 5).map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(tick)} y2={y(tick)} stroke="var(--color-line)" />
            <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end" fontSize="14" fill="var(--color-quiet)">
              {format(tick)}
            </text>
          </g>
        ))}
        {ticks(0, most, 6).map((tick) => (
          <text key={tick} x={x(tick)} y={HEIGHT - 14} textAnchor="middle" fontSize="14" fill="var(--color-quiet)">
            {tick}
          </text>
        ))}
        <text x={WIDTH - RIGHT} y={HEIGHT - 1} textAnchor="end" fontSize="13" fill="var(--color-quiet)">
          labels
        </text>
        {points.length > 1 && <path d={`${path(band)} Z`} fill="var(--color-accent)" opacity="0.16" />}
        {points.length > 1 && (
          <path
            d={path(points.map((p) => [x(p.labels), y(p.value)]))}
            fill="none"
            stroke="var(--color-accent)"
            strokeWidth="2.5"
          />
        )}
        {points.map((p) => (
          <g key={p.labels}>
            <line
              x1={x(p.labels)}
              x2={x(p.labels)}
              y1={y(p.low)}
              y2={y(p.high)}
              stroke="var(--color-accent)"
              opacity="0.45"
            />
            <circle cx={x(p.labels)} cy={y(p.value)} r="4" fill="var(--color-accent)">
              <title>{`${p.labels} labels: ${format(p.value)} (${format(p.low)} to ${format(p.high)})`}</title>
            </circle>
          </g>
        ))}
      </svg>
    </figure>
  );
}
